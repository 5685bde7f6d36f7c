"""Connects to a server of the Model Context Protocol, and prints what tools answer.

The first argument is the address of the server, or a program that speaks on standard input and
output; each further one is a tool, with its arguments as JSON after a colon.
"""

import asyncio
import json
import os
import sys
from contextlib import asynccontextmanager

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client


@asynccontextmanager
async def connection(to):
    if to.startswith("http"):
        async with streamable_http_client(to) as (read, write, _):
            yield read, write
    else:
        program, *arguments = json.loads(to)
        async with stdio_client(StdioServerParameters(command=program, args=arguments, env=dict(os.environ))) as (read, write):
            yield read, write


async def main():
    async with connection(sys.argv[1]) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        print(*sorted(tool.name for tool in (await session.list_tools()).tools))
        for call in sys.argv[2:]:
            name, _, arguments = call.partition(":")
            result = await session.call_tool(name, json.loads(arguments))
            print(name, result.isError, *(block.text for block in result.content))


asyncio.run(main())
