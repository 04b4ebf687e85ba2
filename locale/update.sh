#!/bin/sh
# Collects the words of the code in the catalogues and compiles them: `make messages`. Run from the root of the checkout.
# Only developers need this (and GNU gettext): the compiled catalogues are in the repository.
set -eu

for tool in xgettext msgmerge msguniq msgattrib msgfmt; do
  command -v "$tool" >/dev/null || {
    echo "make messages needs GNU gettext. Debian and Ubuntu: apt-get install gettext. macOS: brew install gettext."
    exit 1
  }
done

for folder in locale/*/LC_MESSAGES; do
  language=$(basename "$(dirname "$folder")")
  "${PY:-.venv/bin/python}" manage.py makemessages --locale "$language" --add-location file --no-obsolete --no-wrap \
    --ignore .venv --ignore var --ignore tests --ignore demo --ignore bench --ignore launcher --ignore staticfiles
  # The time of extraction would change the file each time, with nothing new in it.
  grep -v '^"POT-Creation-Date' "$folder/django.po" >"$folder/django.po.new"
  mv "$folder/django.po.new" "$folder/django.po"
  msgfmt --check-format --statistics --output-file "$folder/django.mo" "$folder/django.po"
done
