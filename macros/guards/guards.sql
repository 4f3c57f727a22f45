{#
    What an edit in models/criteria or models/rules must not do, checked before anything is built, on every dbt command that
    runs. Each complaint is one sentence that names the file and the block.
#}

{% macro check_analysts_files() -%}
    {%- if execute -%}
        {%- set complaints, checked = [], [] -%}
        {%- for model in analysts_models() -%}
            {%- do complaints.extend(complaints_about_file(model)) -%}
            {%- for block in blocks_of(model) -%}
                {%- do checked.append({'model': model, 'block': block}) -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- set errors = syntax_errors(checked | map(attribute='block') | map(attribute='sql') | list) -%}
        {%- for each in checked -%}
            {%- set where = each.model.original_file_path ~ ', block ' ~ each.block.name ~ ': ' -%}
            {%- if errors[loop.index0] and errors[loop.index0] != 'syntax error at or near "select"' -%}
                {%- do complaints.append(where ~ errors[loop.index0] ~ '.') -%}
            {%- elif each.model.name in analysts_files() -%}
                {%- for complaint in complaints_about_block(each.model, each.block) -%}
                    {%- do complaints.append(where ~ complaint) -%}
                {%- endfor -%}
            {%- endif -%}
        {%- endfor -%}
        {%- do complaints.extend(complaints_about_names(checked)) -%}
        {%- do complaints.extend(complaints_about_limits(checked)) -%}
        {%- if complaints -%}
            {{ exceptions.raise_compiler_error(complaints | join('\n')) }}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{# What a file reads, and whether anything reads it. #}
{% macro complaints_about_file(model) -%}
    {%- set complaints = [] -%}
    {%- set may_read = analysts_files().get(model.name, {}).get('reads') -%}
    {%- if model.name not in analysts_files() -%}
        {%- set folder = model.original_file_path.split('/')[1] -%}
        {%- set siblings = [] -%}
        {%- for other in analysts_models() if other.name in analysts_files() and '/' ~ folder ~ '/' in other.original_file_path -%}
            {%- do siblings.append(other.name ~ '.sql') -%}
        {%- endfor -%}
        {%- do complaints.append(
            model.original_file_path ~ ': nothing reads this file; move its blocks into one of ' ~ siblings | join(', ') ~ '.'
        ) -%}
    {%- else -%}
        {%- for id in model.depends_on.nodes if id.split('.')[-1] != may_read -%}
            {%- set read = id.split('.')[-1] -%}
            {%- set blocks = [] -%}
            {%- for block in blocks_of(model) if "'" ~ read ~ "'" in block.sql or '"' ~ read ~ '"' in block.sql -%}
                {%- do blocks.append(', block ' ~ block.name) -%}
            {%- endfor -%}
            {%- do complaints.append(
                model.original_file_path ~ blocks | join ~ ': reads ' ~ read ~ '; this file reads '
                ~ (may_read or 'nothing') ~ ' only.'
            ) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(complaints) }}
{%- endmacro %}

{# What is wrong with one block. #}
{% macro complaints_about_block(model, block) -%}
    {%- set re = modules.re -%}
    {%- set complaints = [] -%}
    {%- set file = analysts_files()[model.name] -%}
    {%- set lone = re.findall('(?i)\\b(?:select|with)\\b', block.skeleton) | length == 1 -%}
    {%- set froms = re.findall('(?i)[(]\\s*from\\b', block.skeleton) -%}
    {%- if re.search('(?i)\\bselect\\b', block.skeleton) is none -%}
        {%- do complaints.append('has no select; delete the `union all` that has nothing beside it.') -%}
    {%- elif ';' in block.skeleton -%}
        {%- do complaints.append('ends with a semicolon; delete it.') -%}
    {%- elif re.search('(?i)^\\s*select\\s+distinct\\b', block.skeleton) -%}
        {%- do complaints.append('selects distinct rows; each lead is there once, so write `select`.') -%}
    {%- elif not lone or froms -%}
        {%- do complaints.append('has a second select; write no sub-query here, and `union all` between two blocks.') -%}
    {%- elif re.search('(?i)\\bjoin\\b', block.skeleton) -%}
        {%- do complaints.append('has a join; this file reads ' ~ file.reads ~ ' only.') -%}
    {%- elif 'points' in file.columns and re.search('\\bis_(customer|unqualified)_in_crm\\b', block.skeleton) -%}
        {%- do complaints.append('reads what the CRM says of a lead, which no back-test can see; write a gate.') -%}
    {%- elif file.reads and not block.source -%}
        {%- do complaints.append(
            'must end with `from leads`: a lead that a `where` leaves out has no answer; put the condition into the columns.'
        ) -%}
    {%- elif block.names != file.columns -%}
        {%- do complaints.append(
            'has the columns ' ~ block.names | join(', ') ~ '; write ' ~ file.columns | join(', ') ~ ', in this order.'
        ) -%}
    {%- else -%}
        {%- do complaints.extend(complaints_about_values(model, block)) -%}
    {%- endif -%}
    {%- set clock = re.search(
        '(?i)\\b(current_(date|time|timestamp)|localtime(stamp)?|sysdate|(now|today|getdate|age|random|get_current\\w*|transaction_timestamp)\\s*[(]|as_of(_\\w+)?\\s*[(]|run_started)',
        block.skeleton
    ) -%}
    {%- if clock -%}
        {%- do complaints.append(
            'asks the clock, or chance, with ' ~ clock.group(1).split('(')[0].strip() ~ '; the columns of ' ~ file.reads ~ ' are as of the day scored.'
        ) -%}
    {%- endif -%}
    {{ return(complaints) }}
{%- endmacro %}
