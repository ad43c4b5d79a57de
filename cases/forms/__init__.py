"""The forms of the actions, one file per noun; each stands at the dotted path its action names.

`FormClass(data, files, case=…, user=…, subject=…)`; once valid, `cleaned_data` are the keyword arguments of the verb.
"""
