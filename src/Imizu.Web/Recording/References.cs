using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imizu.Contracts.Reading;
using Imizu.Contracts.Streams;
using Imizu.Web.Asking;

namespace Imizu.Web.Recording;

/// <summary>What is recorded of other streams: staff write a number such as R6-012, or a name, and the event has the identifier.</summary>
internal sealed class References(ServiceClient services)
{
    // As many as a list answers at once.
    private const int Most = 500;

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
                offered[member.Name] = [.. (await Find(kind, $"status={CodedWord.Of(RegisterStatus.Current).Code}&limit={Most}", cancellationToken))?.Items.Select(item => item.Name).OfType<string>() ?? []];
            }
        }

        return offered;
    }

    /// <summary>Puts identifiers in the place of numbers and names; answers what is wrong where one is of nothing, or of several.</summary>
    public async Task<Problem?> Resolve(Recording recording, JsonObject body, CancellationToken cancellationToken)
    {
        var wrong = new Dictionary<string, string[]>();
        foreach (var member in recording.Members)
        {
            if (KindOf(member) is not { } kind || body[member.Name] is not { } typed)
            {
                continue;
            }

            var found = new List<string>();
            foreach (var one in typed is JsonArray several ? several.Select(of => $"{of}") : [$"{typed}"])
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

        return wrong.Count == 0 ? null : new(HttpStatusCode.BadRequest, "入力に誤りがあります。", wrong);
    }

    private async Task<(string Id, string? Because)> Identify(StreamKind kind, string typed, CancellationToken cancellationToken)
    {
        // What cannot be looked up is left to the service to judge.
        if (Guid.TryParse(typed, out _) || await Find(kind, $"search={Uri.EscapeDataString(typed)}", cancellationToken) is not { } list)
        {
            return (typed, null);
        }

        var called = list.Items.Where(item => item.Name is { } name && JapaneseName.Key(name) == JapaneseName.Key(typed)).ToList();
        return called is [var exactly] ? (exactly.Id, null)
            : list.Items is [var only] ? (only.Id, null)
            : list.Total > 1 ? (typed, $"「{typed}」に当たる{kind.Word}が {list.Total} 件あります。一覧の番号で書いてください。")
            : kind.IsNamedByCode ? (typed, null)
            : (typed, $"「{typed}」に当たる{kind.Word}がありません。一覧の番号（R6-012 など）か名称で書いてください。");
    }

    private async Task<StreamList?> Find(StreamKind kind, string query, CancellationToken cancellationToken)
    {
        try
        {
            return await services.Find<StreamList>(kind.Service, $"/{kind.Collection}?{query}", cancellationToken);
        }
        catch (ServiceException)
        {
            return null;
        }
    }
}
