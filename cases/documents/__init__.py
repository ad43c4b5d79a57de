"""Statutory documents (执法文书): what each needs from a case, frozen at issue, laid out as HTML and PDF."""

from . import schema, schema_compulsory, schema_execution, schema_hearing, schema_on_site

_MORE = (*schema_hearing.FORMS, *schema_on_site.FORMS, *schema_execution.FORMS, *schema_compulsory.FORMS)
schema.SCHEMAS.update({form.__name__: form for form in _MORE})
