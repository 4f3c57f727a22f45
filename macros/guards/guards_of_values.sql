{# What is wrong with what the blocks of models/criteria and models/rules write down: values, names, limits. #}

{# What is wrong with the values that a block writes down. #}
{% macro complaints_about_values(model, block) -%}
    {%- set re = modules.re -%}
    {%- set complaints = [] -%}
    {%- set written = block.expressions -%}
    {%- if 'lead_id' in written and written.lead_id.split('.')[-1] | lower != 'lead_id' -%}
        {%- do complaints.append('the lead_id is ' ~ written.lead_id ~ '; write lead_id as it is.') -%}
    {%- endif -%}
    {%- for column in ['criterion', 'rule', 'flag', 'segment'] if column in written -%}
        {%- if not re.match("'[a-z][a-z0-9_]*'$", written[column]) -%}
            {%- do complaints.append(
                'the ' ~ column ~ ' is ' ~ written[column] ~ "; write a name in snake_case, such as 'reads_pricing'."
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if written.criterion == "'limit'" -%}
        {%- do complaints.append("the name limit stands for points that a limit takes away; choose another.") -%}
    {%- endif -%}
    {%- for column in ['points', 'max_points', 'priority', 'within_hours', 'every_days'] if column in written -%}
        {%- if re.match("(?i)(null|cast[(] *null .*|'.*'|[+-]?[0-9]*[.][0-9]+)$", written[column]) -%}
            {%- do complaints.append(
                'the ' ~ column | replace('_', ' ') ~ ' are ' ~ written[column] ~ '; write a whole number.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if 'flag' in written and written.flag.strip("'") not in flag_names() -%}
        {%- do complaints.append('there is no flag ' ~ written.flag.strip("'") ~ '; there are: ' ~ flag_names() | join(', ') ~ '.') -%}
    {%- endif -%}
    {%- if 'counts_from' in written and written.counts_from.strip("'") not in times_counted_from() -%}
        {%- do complaints.append(
            'counts from ' ~ written.counts_from.strip("'") ~ ', which is no time known; there are: '
            ~ times_counted_from() | join(', ') ~ '.'
        ) -%}
    {%- endif -%}
    {%- set may_apply_to = nurtured().values() | sum(start=[]) | unique | list if 'segment' in written else stages_and_flags() -%}
    {%- if 'applies_to' in written and written.applies_to.strip("'") not in may_apply_to -%}
        {%- do complaints.append(
            'applies to ' ~ written.applies_to.strip("'") ~ ', which no lead ' ~ ('to nurture ' if 'segment' in written)
            ~ 'ever is; there are: ' ~ may_apply_to | join(', ') ~ '.'
        ) -%}
    {%- endif -%}
    {%- if 'journey_stage' in written and written.journey_stage.strip("'") not in ['awareness', 'consideration', 'decision'] -%}
        {%- do complaints.append(
            'the journey stage is ' ~ written.journey_stage ~ "; write 'awareness', 'consideration' or 'decision'."
        ) -%}
    {%- endif -%}
    {{ return(complaints) }}
{%- endmacro %}

{# Stages as int_lead_stages names them, and flags. #}
{% macro stages_and_flags() -%}
    {%- set ladder = modules.re.search("(?s)staged as [(](.*?)end as stage\n", model_named('int_lead_stages').raw_code).group(1) -%}
    {{ return(modules.re.findall("(?:then|else) '(\\w+)'", ladder) + flag_names()) }}
{%- endmacro %}

{# Names that two blocks have: of all criteria together, of the rules of one file. #}
{% macro complaints_about_names(checked) -%}
    {%- set complaints, seen = [], {} -%}
    {%- for each in checked if each.model.name in analysts_files() -%}
        {%- set named_by = analysts_files()[each.model.name].named_by -%}
        {%- set key = (named_by if named_by == 'criterion' else each.model.name) ~ ' ' ~ each.block.name -%}
        {%- if named_by and key in seen -%}
            {%- do complaints.append(
                each.model.original_file_path ~ ', block ' ~ each.block.name ~ ': the ' ~ named_by ~ ' ' ~ each.block.name
                ~ ' is in ' ~ (seen[key] if seen[key] != each.model.original_file_path else 'this file')
                ~ ' too; rename one of them.'
            ) -%}
        {%- endif -%}
        {%- do seen.update({key: each.model.original_file_path}) -%}
    {%- endfor -%}
    {{ return(complaints) }}
{%- endmacro %}

{# The limits: one of each dimension, 100 together. #}
{% macro complaints_about_limits(checked) -%}
    {%- set sum = namespace(points=0, dimensions=[], path='', below_zero=false) -%}
    {%- for each in checked if each.model.name == 'score_limits' -%}
        {%- set sum.path = each.model.original_file_path -%}
        {%- set sum.points = sum.points + each.block.expressions.get('max_points', '0') | int -%}
        {%- set sum.below_zero = sum.below_zero or each.block.expressions.get('max_points', '0') | int < 0 -%}
        {%- set sum.dimensions = sum.dimensions + [each.block.name] -%}
    {%- endfor -%}
    {%- set complaints = [] -%}
    {%- if sum.dimensions | sort != ['engagement', 'fit', 'intent'] -%}
        {%- do complaints.append(
            sum.path ~ ': has limits for ' ~ sum.dimensions | join(', ') ~ '; write one each for fit, engagement and intent.'
        ) -%}
    {%- elif sum.below_zero -%}
        {%- do complaints.append(sum.path ~ ': a limit is below 0.') -%}
    {%- elif sum.points != 100 -%}
        {%- do complaints.append(sum.path ~ ': the limits sum to ' ~ sum.points ~ '; let them sum to 100.') -%}
    {%- endif -%}
    {{ return(complaints) }}
{%- endmacro %}

{# The times that lead_next_steps can count from. #}
{% macro times_counted_from() -%}
    {%- set code = model_named('lead_next_steps').raw_code -%}
    {%- set times = modules.re.search("(?s)case rules.counts_from(.*?)end as since", code).group(1) -%}
    {{ return(modules.re.findall("when '(\\w+)'", times)) }}
{%- endmacro %}
