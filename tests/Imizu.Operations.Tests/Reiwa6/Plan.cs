using System.Text.Json;
using Imizu.Operations.Loading;
using Imizu.Operations.Reiwa6;
using Imizu.Contracts;
using Imizu.Contracts.Consultation;

namespace Imizu.Operations.Tests.Reiwa6;

/// <summary>The composed history, as the services would read it.</summary>
internal static class Plan
{
    public static Figures Printed { get; } = Figures.Read();

    public static IReadOnlyList<Call> Calls { get; } = HistoryPlan.Compose(Printed);

    /// <summary>The calls that record one kind of thing, with their bodies.</summary>
    public static IReadOnlyList<(Call Call, T Body)> Recorded<T>(string collection, string what) =>
    [
        .. Calls.Where(call => call.Stream.StartsWith(collection + "/", StringComparison.Ordinal) && call.What == what)
            .Select(call => (call, call.Body.Deserialize<T>(ContractJson.Options)!)),
    ];

    /// <summary>The body of a call that records a conference.</summary>
    public sealed record Holding(DateOnly On, ConferenceKind Kind, IReadOnlyList<Guid> Cases);

    /// <summary>How often each code comes, by its printed word; codes that never come as well.</summary>
    public static Dictionary<string, int> ByWord<TCode>(this IEnumerable<TCode> codes)
        where TCode : struct, Enum
    {
        var counts = codes.CountBy(code => code).ToDictionary();
        return Enum.GetValues<TCode>().ToDictionary(code => code.Word(), code => counts.GetValueOrDefault(code));
    }

    /// <summary>A printed table without its row of totals.</summary>
    public static Dictionary<string, int> Rows(this IEnumerable<KeyValuePair<string, int>> table) =>
        table.Where(row => row.Key is not ("計" or "合計")).ToDictionary();
}
