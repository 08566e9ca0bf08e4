using System.Globalization;
using System.Text;

namespace Imizu.Gateway.Tests.Mix;

/// <summary>One that sends in the mix.</summary>
/// <param name="Name">Its account.</param>
/// <param name="Programme">Its programme.</param>
/// <param name="Flows">Measures that good tallies are of; that programme's, and counted in 件.</param>
/// <param name="Ratio">A measure that is a ratio.</param>
/// <param name="Taken">A measure that has a tally for April 2024.</param>
/// <param name="OthersProgramme">A programme that another one sends for.</param>
/// <param name="OthersMeasure">A measure of that.</param>
public sealed record MixSender(
    string Name, string Programme, IReadOnlyList<string> Flows, string Ratio, string Taken, string OthersProgramme, string OthersMeasure);

/// <summary>A way in which a tally is bad, and how that is to be said.</summary>
public sealed record BadWay(string Name, string Field, string Saying, Func<MixSender, int, byte[]> Body);

/// <summary>A message of the mix; with the way in which it is bad, where it is.</summary>
public sealed record MixMessage(string Id, byte[] Body, BadWay? Bad);

/// <summary>Good tallies, and among them bad ones in twenty ways.</summary>
public static class TallyMix
{
    private static readonly DateOnly First = new(2018, 4, 1);

    public static readonly IReadOnlyList<BadWay> Ways =
    [
        new("not UTF-8", "body", "UTF-8", (sender, n) => [.. Json(sender), 0xff]),
        new("not JSON", "body", "JSON", (sender, n) => Json(sender)[..^1]),
        new("a list", "body", "オブジェクト", (sender, n) => [(byte)'[', .. Json(sender), (byte)']']),
        new("too large", "body", "大きすぎ", (sender, n) => [.. Json(sender), .. Enumerable.Repeat((byte)' ', 65 * 1024)]),
        new("a member missing", "value", "必須", (sender, n) => Changed(sender, ",\"value\":1", "")),
        new("a member unknown", "note", "ありません", (sender, n) => Changed(sender, "\"value\":1", $"\"value\":1,\"note\":{n}")),
        new("a wrong type", "value", "引用符なし", (sender, n) => Changed(sender, "\"value\":1", $"\"value\":\"{n}\"")),
        new("no day of the calendar", "to", "暦", (sender, n) => Changed(sender, "2024-05-31", "2024-06-31")),
        new("a programme unknown", "programme", "事業はありません", (sender, n) => Changed(sender, sender.Programme, $"知らない事業{n}")),
        new("another's programme", "programme", "この送り手には", (sender, n) => Changed(sender, sender.Programme, sender.OthersProgramme)),
        new("a measure unknown", "measure", "登録されていません", (sender, n) => Changed(sender, sender.Ratio, $"unknown-{n}")),
        new("another programme's measure", "measure", "の項目です", (sender, n) => Changed(sender, sender.Ratio, sender.OthersMeasure)),
        new("a wrong unit", "unit", "「件」です", (sender, n) => Changed(sender, "\"件\"", "\"人\"")),
        new("negative", "value", "0 以上", (sender, n) => Changed(sender, "\"value\":1", $"\"value\":-{n}")),
        new("a ratio over the whole", "value", "100 まで", (sender, n) => Changed(sender, "\"value\":1", $"\"value\":{n + 100}.5")),
        new("not whole", "value", "整数", (sender, n) => Of(sender, sender.Flows[0], "2024-05-01", "2024-05-31", $"{n}.5")),
        new("too large a number", "value", "大きすぎ", (sender, n) => Changed(sender, "\"value\":1", $"\"value\":{2_000_000_000L + n}")),
        new("in the future", "to", "未来", (sender, n) => Of(sender, sender.Flows[0], "2024-05-01", "2999-05-31", $"{n}")),
        new("over the end of the year", "to", "年度", (sender, n) => Of(sender, sender.Flows[0], "2017-03-01", "2017-04-30", $"{n}")),
        new("over another's days", "from", "重なって", (sender, n) => Of(sender, sender.Taken, "2024-04-15", "2024-04-20", $"{n}")),
    ];

    /// <summary>The day and the value of a good one.</summary>
    public static (string Measure, DateOnly Day, int Value) Good(MixSender sender, int n) => (sender.Flows[n % sender.Flows.Count], First.AddDays(n / sender.Flows.Count), n + 1);

    /// <summary>Good ones, and bad ones evenly among them, in the next way each time.</summary>
    public static IEnumerable<MixMessage> Of(MixSender sender, int good, int bad)
    {
        for (var n = 0; n < good; n++)
        {
            var (measure, day, value) = Good(sender, n);
            var on = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            yield return new MixMessage($"{sender.Name}-{n}", Of(sender, measure, on, on, $"{value}"), Bad: null);
            // As many as are due by now; no more than one after each good one.
            if ((long)(n + 1) * bad / good > (long)n * bad / good)
            {
                var way = Ways[(int)((long)n * bad / good % Ways.Count)];
                yield return new MixMessage($"{sender.Name}-{n}-bad", way.Body(sender, n + 1), way);
            }
        }
    }

    /// <summary>Of a measure that no good one is of.</summary>
    private static byte[] Json(MixSender sender) => Of(sender, sender.Ratio, "2024-05-01", "2024-05-31", "1");

    private static byte[] Of(MixSender sender, string measure, string from, string to, string value) => Encoding.UTF8.GetBytes(
        $$"""{"programme":"{{sender.Programme}}","measure":"{{measure}}","unit":"件","from":"{{from}}","to":"{{to}}","value":{{value}}}""");

    private static byte[] Changed(MixSender sender, string before, string after) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Json(sender)).Replace(before, after, StringComparison.Ordinal));
}
