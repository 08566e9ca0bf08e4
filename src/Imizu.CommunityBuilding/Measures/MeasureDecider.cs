using Imizu.Contracts;
using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Reading;
using Imizu.EventStreams;
using static Imizu.Contracts.FieldTallies.FieldMeasureEvent;
using static Imizu.CommunityBuilding.Measures.Measure;
using static Imizu.CommunityBuilding.Measures.MeasureCommand;

namespace Imizu.CommunityBuilding.Measures;

/// <summary>The rules of field tallies; the first row that fits decides.</summary>
public static class MeasureDecider
{
    private const decimal Most = 1_000_000_000;

    public static Decision<FieldMeasureEvent> Decide(Measure measure, MeasureCommand command) => (measure, command) switch
    {
        (_, Register c) when DayOfOccurrence.Check("on", c.On, c.Today) is { } refusal => refusal,
        (_, Register c) when PrintedText.Check("programme", c.Programme, most: 60) is { } refusal => refusal,
        (_, Register c) when PrintedText.Check("measure", c.Measure, most: 60) is { } refusal => refusal,
        (_, Register c) when PrintedText.Check("unit", c.Unit, most: 10) is { } refusal => refusal,
        (_, Register { Order: < 1 }) => new Refusal("order", "1 以上の順番にしてください。"),
        (Listed l, Register c) when l.As == Registration(c) with { Unit = JapaneseName.AreSame(l.As.Unit, c.Unit) ? l.As.Unit : c.Unit } => new Unchanged(),
        (Listed l, Register c) when l.As.Kind != c.Kind => new Refusal("kind", $"すでに{l.As.Kind.Word()}として登録されています。別の符号で登録してください。"),
        (Listed { Tallies.Count: > 0 } l, Register c) when !JapaneseName.AreSame(l.As.Unit, c.Unit) => new Refusal("unit", $"すでに「{l.As.Unit}」で数えられています。別の単位は、別の符号で登録してください。"),
        (Listed l, Register c) when c.On < l.As.On => new Refusal("on", $"前の登録の日（{l.As.On:yyyy-MM-dd}）より前です。"),
        (_, Register c) => Registration(c),

        (Unregistered, Tally) => new Refusal("id", "登録のない項目です。先に項目を登録してください。"),
        (_, Tally c) when DayOfOccurrence.Check("from", c.From, c.Today) is { } refusal => refusal,
        (_, Tally c) when DayOfOccurrence.Check("to", c.To, c.Today) is { } refusal => refusal,
        (_, Tally c) when c.To < c.From => new Refusal("to", "期間の終わりが始まりより前です。"),
        (_, Tally c) when FiscalYear.Of(c.From) != FiscalYear.Of(c.To) => new Refusal("to", "期間が年度をまたいでいます。3月31日で分けてください。"),
        (_, Tally { Value: < 0 }) => new Refusal("value", "0 以上の値にしてください。"),
        (_, Tally { Value: > Most }) => new Refusal("value", "値が大きすぎます。"),
        (Listed { As.Kind: MeasureKind.Ratio }, Tally { Value: > 100 }) => new Refusal("value", "割合は 100 までです。"),
        (Listed { As.Kind: not MeasureKind.Ratio }, Tally c) when c.Value != decimal.Truncate(c.Value) => new Refusal("value", "整数にしてください。"),
        (Listed l, Tally c) when l.Tallies.Values.FirstOrDefault(t => Overlap(t, c)) is { } other =>
            new Refusal("from", $"期間が {other.From:yyyy-MM-dd}～{other.To:yyyy-MM-dd} の集計と重なっています。同じ期間で送れば置き換わります。"),
        (Listed l, Tally c) when l.Tallies.GetValueOrDefault(c.To) == new Tallied(c.From, c.To, c.Value) => new Unchanged(),
        (_, Tally c) => new Tallied(c.From, c.To, c.Value),

        _ => throw new System.Diagnostics.UnreachableException($"{measure.GetType().Name}, {command.GetType().Name}"),
    };

    public static bool DependsOn(FieldMeasureEvent later, FieldMeasureEvent earlier) => (later, earlier) is (Tallied, Registered);

    private static Registered Registration(Register c) => new(c.On, c.Programme, c.Measure, c.Unit, c.Kind, c.Table, c.Order);

    /// <summary>The same period replaces; any other that shares a day would count it twice.</summary>
    private static bool Overlap(Tallied earlier, Tally c) =>
        (earlier.From, earlier.To) != (c.From, c.To) && earlier.From <= c.To && c.From <= earlier.To;
}
