using System.CommandLine;
using Imizu.Cli.Stack;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Reading;

namespace Imizu.Cli.Commands;

/// <summary>What can be typed to list and register the measures that field programmes send tallies of.</summary>
internal static class MeasuresLine
{
    public static Command Of(Repository repository)
    {
        var url = new Option<Uri?>("--url")
        {
            Description = "Where the community-building service is; else that of the stack which runs here.",
            CustomParser = CommandLine.AddressTyped,
            Recursive = true,
        };
        var measures = new Command("measures", "List the measures that field programmes send tallies of, or register one.") { Add(repository, url), url };
        measures.SetAction((typed, cancellationToken) => new MeasuresCommand(repository, typed.GetValue(url)).ListAsync(cancellationToken));
        return measures;
    }

    private static Command Add(Repository repository, Option<Uri?> url)
    {
        var code = new Argument<string>("code") { Description = "What tallies name it by: small letters, digits and -." };
        var programme = Words("--programme", "The programme's name, as printed.");
        var measure = Words("--measure", "What is counted, as printed.");
        var unit = Words("--unit", "The unit, as printed: 回, 件, 人, か所, ％.");
        var kind = new Option<MeasureKind>("--kind") { Description = "How the periods of a year come together: flow (added up), stock or ratio (the latest stands).", Required = true };
        var table = new Option<MeasureTable>("--table") { Description = "The table of section (5) that prints it: fieldConsultation, fieldCommunityBuilding or relatedProject.", Required = true };
        var order = new Option<int>("--order") { Description = "Its row in that table, from 1.", DefaultValueFactory = _ => 1 };
        var on = new Option<DateOnly>("--on")
        {
            Description = "The day from which it is registered, as 2024-04-01 or 令和6年4月1日.",
            Required = true,
            CustomParser = typed =>
            {
                if (!JapaneseDay.TryRead(typed.Tokens[0].Value, out var day, out var because))
                {
                    typed.AddError(because);
                }
                return day;
            },
        };
        var add = new Command("add", "Register a measure, or one that is registered under another name or in another row.") { code, programme, measure, unit, kind, table, order, on };
        add.SetAction((typed, cancellationToken) => new MeasuresCommand(repository, typed.GetValue(url)).AddAsync(typed.GetValue(code)!, new
        {
            On = typed.GetValue(on), Programme = typed.GetValue(programme), Measure = typed.GetValue(measure), Unit = typed.GetValue(unit),
            Kind = typed.GetValue(kind), Table = typed.GetValue(table), Order = typed.GetValue(order),
        }, cancellationToken));
        return add;
    }

    private static Option<string> Words(string name, string description) => new(name) { Description = description, Required = true };
}
