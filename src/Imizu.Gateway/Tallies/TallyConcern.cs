using Imizu.EventStreams;

namespace Imizu.Gateway.Tallies;

/// <summary>The measure that a tally is of, or why this sender cannot send it.</summary>
public readonly record struct Concerned(KnownMeasure? Measure, Refusal? Refusal)
{
    public static implicit operator Concerned(KnownMeasure measure) => new(measure, null);

    public static implicit operator Concerned(Refusal refusal) => new(null, refusal);
}

/// <summary>What concerns sender, programme and unit; the first row that fits decides. All the rest is the measure's own decider's.</summary>
public static class TallyConcern
{
    /// <param name="tally">What was sent.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="known">All measures of all programmes.</param>
    public static Concerned Check(Tally tally, Sender sender, IReadOnlyCollection<KnownMeasure> known)
    {
        var coded = known.Where(measure => measure.Code == tally.Measure).ToList();
        var fitting = coded.Where(measure => measure.Programme == tally.Programme).ToList();
        return (sender.Programmes.Contains(tally.Programme), fitting, coded) switch
        {
            (false, _, _) when known.Any(measure => measure.Programme == tally.Programme) =>
                new Refusal("programme", $"「{Foreign.Shown(tally.Programme)}」の集計は、この送り手には送れません。{Writable(sender)}"),
            (false, _, _) => new Refusal("programme", $"「{Foreign.Shown(tally.Programme)}」という事業はありません。{Writable(sender)}"),
            (_, [], []) => new Refusal("measure", $"「{Foreign.Shown(tally.Measure)}」という項目は登録されていません。GET /measures で符号を確かめてください。"),
            (_, [], [var other, ..]) => new Refusal("measure",
                $"「{other.Code}」（{other.Measure}）は「{other.Programme}」の項目です。「{Foreign.Shown(tally.Programme)}」の項目の符号を GET /measures で確かめてください。"),
            (_, [_, _, ..], _) => new Refusal("measure", $"「{Foreign.Shown(tally.Measure)}」という符号が二つのサービスに登録されています。運用者に知らせてください。"),
            (_, [var measure], _) when measure.Unit != tally.Unit => new Refusal("unit",
                $"「{measure.Measure}」の単位は「{measure.Unit}」です（「{Foreign.Shown(tally.Unit)}」が送られました）。数え方が同じか確かめ、単位を直して送ってください。"),
            (_, [var measure], _) => measure,
        };
    }

    private static string Writable(Sender sender) => sender.Programmes.Count == 0
        ? "この送り手に許された事業はありません。運用者に知らせてください。"
        : $"送れるのは {string.Join("、", sender.Programmes.Select(programme => $"「{programme}」"))} です。";
}
