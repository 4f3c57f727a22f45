{#
    What the files of models/criteria and models/rules say, read from their text: an analyst's file is one import and then
    blocks, a `select ... from leads` each, with `union all` between them.
#}

{# The columns of the blocks of each file. The one in `named_by` tells its blocks apart. #}
{% macro analysts_files() -%}
    {%- set criterion = ['lead_id', 'criterion', 'reason', 'points', 'is_met'] -%}
    {{ return({
        'fit_criteria': {'reads': 'lead_features', 'named_by': 'criterion', 'columns': criterion},
        'engagement_criteria': {'reads': 'lead_features', 'named_by': 'criterion', 'columns': criterion},
        'intent_criteria': {'reads': 'lead_features', 'named_by': 'criterion', 'columns': criterion},
        'disqualification_criteria': {
            'reads': 'lead_features', 'named_by': 'criterion', 'columns': ['lead_id', 'criterion', 'reason', 'is_met'],
        },
        'score_limits': {'reads': none, 'named_by': 'dimension', 'columns': ['dimension', 'max_points']},
        'grade_limits': {'reads': none, 'named_by': 'grade', 'columns': ['part', 'grade', 'least_points']},
        'qualification_rules': {
            'reads': 'scored_leads', 'named_by': 'rule', 'columns': ['lead_id', 'rule', 'reason', 'enters', 'stays'],
        },
        'flag_rules': {
            'reads': 'scored_leads', 'named_by': 'flag', 'columns': ['lead_id', 'flag', 'reason', 'enters', 'stays'],
        },
        'handover_rules': {
            'reads': 'scored_leads', 'named_by': 'needed', 'columns': ['lead_id', 'needed', 'is_missing'],
        },
        'next_step_rules': {
            'reads': 'scored_leads', 'named_by': 'priority',
            'columns': [
                'lead_id', 'priority', 'applies_to', 'next_step', 'who_acts', 'within_hours', 'clock', 'counts_from', 'applies',
            ],
        },
        'nurture_rules': {
            'reads': 'scored_leads', 'named_by': 'priority',
            'columns': [
                'lead_id', 'priority', 'applies_to', 'segment', 'action', 'every_days', 'journey_stage', 'applies',
            ],
        },
    }) }}
{%- endmacro %}

{# A model of this package, as dbt's graph has it. In another dbt project, `project_name` is that project's. #}
{% macro model_named(name) -%}{{ return(graph.nodes['model.lead_scoring.' ~ name]) }}{%- endmacro %}

{# The models of the two folders, by path. #}
{% macro analysts_models() -%}
    {%- set models = [] -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' -%}
        {%- set path = node.original_file_path | replace('\\', '/') -%}
        {%- if path.startswith(('models/criteria/', 'models/rules/')) -%}
            {%- do models.append(node) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(models | sort(attribute='original_file_path')) }}
{%- endmacro %}

{# A text with everything that matches the pattern put away in `kept`, innermost first, and a mark in its place. #}
{% macro put_away(text, pattern, kept) -%}
    {%- set left = namespace(text=text, found=modules.re.findall(pattern, text)) -%}
    {%- for depth in range(50) if left.found -%}
        {%- for part in left.found -%}
            {%- set left.text = left.text.replace(part, '§' ~ kept | length ~ '§', 1) -%}
            {%- do kept.append(part) -%}
        {%- endfor -%}
        {%- set left.found = modules.re.findall(pattern, left.text) -%}
    {%- endfor -%}
    {{ return(left.text) }}
{%- endmacro %}

{# The text as it was, its white space as single spaces. What was put away may hold the marks of what was put away before. #}
{% macro bring_back(text, kept) -%}
    {%- set mark = '§([0-9]+)§' -%}
    {%- set whole = namespace(text=text, marks=modules.re.findall(mark, text)) -%}
    {%- for depth in range(50) if whole.marks -%}
        {%- for number in whole.marks if number | int < kept | length -%}
            {%- set whole.text = whole.text.replace('§' ~ number ~ '§', kept[number | int]) -%}
        {%- endfor -%}
        {%- set whole.marks = modules.re.findall(mark, whole.text) -%}
    {%- endfor -%}
    {{ return(whole.text.split() | join(' ')) }}
{%- endmacro %}

{#
    The blocks of a file: a list of dictionaries with
    sql: the block on one line; names: its columns in order; expressions: each column's SQL by name; name: what it is called,
    or its number where it has no name; source: what it selects from, none where that is more than one name;
    skeleton: the block without quoted texts.
#}
{% macro blocks_of(model) -%}
    {%- set re = modules.re -%}
    {%- set named_by = analysts_files().get(model.name, {}).get('named_by') -%}
    {#- Comments and settings go; a quoted text that looks like one stays. -#}
    {%- set aside = "(?s)('(?:[^']|'')*')|--[^\n]*|/[*].*?[*]/|[{]#.*?#[}]|[{][{]-?\\s*config\\(.*?[}][}]" -%}
    {%- set code = re.sub(aside, '\\1', model.raw_code) -%}
    {%- set quoted = [] -%}
    {%- set code = put_away(code, "'(?:[^']|'')*'", quoted) -%}
    {%- set body = re.sub('(?is)^\\s*with\\s+\\w+\\s+as\\s*[(]\\s*select\\s+[*]\\s+from\\s+[{][{][^}]*[}][}]\\s*[)]', '', code) -%}
    {%- set blocks = [] -%}
    {%- for skeleton in re.split('(?i)\\bunion\\b(?:\\s+all\\b)?', body) -%}
        {%- set kept = quoted[:] -%}
        {%- set flat = put_away(skeleton, '[(][^()]*[)]', kept) -%}
        {%- set parts = re.match('(?is)^\\s*select\\b(.*?)(?:\\bfrom\\s+(\\w+|[{][{][^}]*[}][}]))?\\s*$', flat) -%}
        {%- set names, expressions = [], {} -%}
        {%- for item in (parts.group(1) if parts else '').split(',') -%}
            {%- set aliased = re.match('(?is)^(.*)\\s+as\\s+(\\w+)\\s*$', item) -%}
            {%- set name = (aliased.group(2) if aliased else item.strip().split('.')[-1]) | lower -%}
            {%- do names.append(name) -%}
            {%- if name not in expressions -%}
                {%- do expressions.update({name: bring_back(aliased.group(1) if aliased else item, kept)}) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- do blocks.append({
            'sql': bring_back(skeleton, quoted),
            'skeleton': skeleton,
            'names': names,
            'expressions': expressions,
            'name': expressions.get(named_by, loop.index | string).strip("'"),
            'source': parts.group(2) if parts else none,
        }) -%}
    {%- endfor -%}
    {{ return(blocks) }}
{%- endmacro %}

{# Every block of both folders, printed as JSON: what the commands that explain the model read. #}
{% macro print_blocks() -%}
    {{- check_analysts_files() -}}
    {%- for model in analysts_models() -%}
        {%- for block in blocks_of(model) -%}
            {{ print(tojson({
                'path': model.original_file_path, 'file': model.name, 'name': block.name, 'expressions': block.expressions,
            })) }}
        {%- endfor -%}
    {%- endfor -%}
    {{ print(tojson({'criteria_version': criteria_version()})) }}
{%- endmacro %}
