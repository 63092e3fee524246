"""`/api/v1`, put together."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from frontend.api.callers import SECURITY_SCHEMES
from frontend.api.endpoints import (
    audit,
    communities,
    corrections,
    coverage,
    credit,
    drafts,
    flags,
    judging,
    languages,
    members,
    mentions,
    notifications,
    ordering,
    posts,
    previews,
    reviewing,
    threads,
    uploads,
)
from frontend.api.failures import add_handlers
from frontend.api.parsing import StrictParser

DESCRIPTION = """\
Read and write the forum in any of its languages. Programs send `Authorization: Bearer <token>`;
what is public can be read without. Everything that goes wrong is told as
`{"error": {"code", "message", "fields"}}`: rely on the code, show the message."""


class Api(NinjaAPI):
    """ninja's, which documents only its own kinds of authentication."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        schema["components"]["securitySchemes"] = SECURITY_SCHEMES
        return schema


api = Api(
    title="Lingora",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    parser=StrictParser(),
    urls_namespace="api-v1",
    openapi_extra={"security": [{}, *({name: []} for name in SECURITY_SCHEMES)]},
)
for module in (
    languages,
    communities,
    coverage,
    threads,
    posts,
    judging,
    ordering,
    corrections,
    previews,
    mentions,
    members,
    credit,
    drafts,
    uploads,
    flags,
    reviewing,
    audit,
    notifications,
):
    api.add_router("", module.router)
add_handlers(api)
