using Imizu.Contracts.FieldTallies;
using Imizu.Contracts.Reading;
using Imizu.EventStreams;

namespace Imizu.Gateway.Tallies;

/// <summary>
/// Authorizes a tally by programme, measure and unit; the first matching row of the table decides. All other rules are the measure's decider's.
/// </summary>
internal static class TallyAuthorization
{
    /// <summary>The measure that is meant, or why the sender may not report it.</summary>
    /// <param name="tally">What was sent.</param>
    /// <param name="programmes">Those that the sender may report for.</param>
    /// <param name="known">All measures of all programmes.</param>
    public static (RegisteredMeasure? Measure, Refusal? Refusal) Check(Tally tally, IReadOnlyList<string> programmes, IReadOnlyCollection<RegisteredMeasure> known)
    {
        if ((PrintedText.CheckCharacters("programme", tally.Programme) ?? PrintedText.CheckCharacters("measure", tally.Measure) ?? PrintedText.CheckCharacters("unit", tally.Unit)) is { } unreadable)
        {
            return (null, unreadable);
        }
        bool IsOf(RegisteredMeasure measure) => JapaneseName.AreSame(measure.Programme, tally.Programme);
        var (programme, named) = (UntrustedText.Sanitize(tally.Programme), Measures.Named(tally, known));
        return (programmes.Any(own => JapaneseName.AreSame(own, tally.Programme)), named.Where(IsOf).ToList(), named) switch
        {
            (false, _, _) when known.Any(IsOf) => Refused("programme", $"「{programme}」の集計は、この送り手には送れません。{Writable(programmes)}"),
            (false, _, _) => Refused("programme", $"「{programme}」という事業はありません。{Writable(programmes)}"),
            (_, [], []) => Refused("measure", $"「{UntrustedText.Sanitize(tally.Measure)}」という項目は登録されていません。項目の一覧（GET /measures）で符号を確かめてください。"),
            (_, [], [var other, ..]) => Refused("measure",
                $"「{other.Code}」（{other.Measure}）は「{other.Programme}」の項目です。「{programme}」の項目の符号を、項目の一覧（GET /measures）で確かめてください。"),
            (_, [_, _, ..] same, _) => Refused("measure", $"この名前の項目が二つ以上あります。符号（{string.Join("、", same.Select(measure => measure.Code))}）で送ってください。"),
            (_, [var measure], _) when !JapaneseName.AreSame(measure.Unit, tally.Unit) => Refused("unit",
                $"「{measure.Measure}」の単位は「{measure.Unit}」です（「{UntrustedText.Sanitize(tally.Unit)}」が送られました）。数え方が同じか確かめ、単位を直して送ってください。"),
            (_, [var measure], _) => (measure, null),
        };
    }

    private static (RegisteredMeasure?, Refusal?) Refused(string field, string because) => (null, new Refusal(field, because));

    private static string Writable(IReadOnlyList<string> programmes) => programmes.Count == 0
        ? "この送り手に許された事業はありません。運用者に知らせてください。"
        : $"送れるのは {string.Join("、", programmes.Select(programme => $"「{programme}」"))} です。";
}
