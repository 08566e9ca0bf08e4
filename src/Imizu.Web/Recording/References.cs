using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Imizu.Contracts.Reading;
using Imizu.Contracts.Streams;
using Imizu.Web.Asking;

namespace Imizu.Web.Recording;

/// <summary>What is recorded of other streams: staff write a number such as R6-012, or a name, and the event has the identifier.</summary>
internal sealed partial class References(ServiceClient services)
{
    // As many as a list answers at once; as one entry names; as are told where it is not clear which is meant.
    private const int Most = 500, MostAtOnce = 50, MostTold = 5;

    private static readonly Dictionary<string, string> Collections = new() { ["follows"] = "cases", ["cases"] = "cases", ["caseId"] = "cases", ["partner"] = "partners", ["resourceId"] = "resources" };

    /// <summary>What kind of stream a member names; null where it names none.</summary>
    public static StreamKind? KindOf(EventMember member) => Collections.TryGetValue(member.Name, out var collection) ? StreamKind.Find(collection) : null;

    /// <summary>The streams that a member names, each by the last part of its address.</summary>
    public static IEnumerable<string> Named(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(one => $"{one}") : [$"{value}"];

    /// <summary>The names to choose from, by the names of members: those that stand in a register.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> Offered(Recording recording, CancellationToken cancellationToken)
    {
        var offered = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var member in recording.Members)
        {
            if (KindOf(member) is { } kind && kind.Statuses == typeof(RegisterStatus))
            {
                try
                {
                    offered[member.Name] = [.. (await Find(kind, Paths.Query(("status", CodedWord.Of(RegisterStatus.Current).Code), ("limit", $"{Most}")), cancellationToken)).Items.Select(item => item.Name).OfType<string>()];
                }
                catch (ServiceException)
                {
                    // It can be written all the same.
                }
            }
        }

        return offered;
    }

    /// <summary>Puts identifiers in the place of numbers and names; answers what is wrong where one is of nothing, or of several.</summary>
    public async Task<Problem?> Resolve(Recording recording, JsonObject body, CancellationToken cancellationToken)
    {
        try
        {
            return await Replace(recording, body, cancellationToken) is { Count: > 0 } wrong ? new(HttpStatusCode.BadRequest, "入力に誤りがあります。", wrong) : null;
        }
        catch (ServiceException e)
        {
            return e.Problem;
        }
    }

    private async Task<Dictionary<string, string[]>> Replace(Recording recording, JsonObject body, CancellationToken cancellationToken)
    {
        var wrong = new Dictionary<string, string[]>();
        foreach (var member in recording.Members)
        {
            if (KindOf(member) is not { } kind || body[member.Name] is not { } typed)
            {
                continue;
            }

            string[] all = [.. (typed is JsonArray several ? several.Select(of => $"{of}") : [$"{typed}"]).Distinct()];
            if (all.Length > MostAtOnce)
            {
                wrong[member.Name] = [$"一度に {MostAtOnce} 件までです。"];
                continue;
            }

            var found = new List<string>();
            foreach (var one in all)
            {
                var (id, because) = await Identify(kind, one, cancellationToken);
                found.Add(id);
                if (because is not null)
                {
                    wrong[member.Name] = [because];
                }
            }

            body[member.Name] = typed is JsonArray ? new JsonArray([.. found.Select(id => JsonValue.Create(id))]) : found[0];
        }

        return wrong;
    }

    /// <summary>Only what is meant without doubt: a whole name, a number, a code. Of a part of a name, what it could be is told.</summary>
    public async Task<(string Id, string? Because)> Identify(StreamKind kind, string typed, CancellationToken cancellationToken)
    {
        try
        {
            if (Guid.TryParse(typed, out _) || kind.IsNamedByCode && Code().IsMatch(typed) && await services.Find<HistoryAnswer>(kind.Service, kind.Path(typed), cancellationToken) is not null)
            {
                return (typed, null);
            }

            var (key, list) = (JapaneseName.Key(typed), await Find(kind, Paths.Query(("search", typed)), cancellationToken));
            return list.Items.Where(item => JapaneseName.Key(item.Name ?? "") == key).ToList() is [var called] ? (called.Id, null)
                // By its number, for its name does not have that in it.
                : list.Items is [var only] && !JapaneseName.Key(only.Name ?? "").Contains(key, StringComparison.Ordinal) ? (only.Id, null)
                : list.Total == 0 ? (typed, $"「{typed}」に当たる{kind.Word}がありません。一覧の番号（R6-012 など）か名称で書いてください。")
                : (typed, $"「{typed}」は {string.Join("、", list.Items.Take(MostTold).Select(item => $"{item.Number} {item.Name}".Trim()))}{(list.Total > MostTold ? "など" : "")} のどれか分かりません。番号で書いてください。");
        }
        catch (ServiceException e) when (e.Status == HttpStatusCode.Forbidden)
        {
            // Who may not look it up writes the identifier, which the service judges.
            return (typed, null);
        }
    }

    private async Task<StreamList> Find(StreamKind kind, string query, CancellationToken cancellationToken) =>
        await services.Find<StreamList>(kind.Service, $"/{kind.Collection}{query}", cancellationToken) ?? new(0, []);

    [GeneratedRegex(@"\A[a-z0-9-]+\z")]
    private static partial Regex Code();
}
