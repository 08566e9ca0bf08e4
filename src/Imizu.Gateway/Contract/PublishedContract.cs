using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Imizu.Contracts;

namespace Imizu.Gateway.Contract;

/// <summary>The contract as the page shows it.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Envelope">What every event is sent in.</param>
/// <param name="Tally">What other systems send in.</param>
/// <param name="Families">The events, by who records them.</param>
public sealed record PublishedContract(string Version, IReadOnlyList<SchemaField> Envelope, IReadOnlyList<SchemaField> Tally, IReadOnlyList<EventFamily> Families)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The families in the order of the yearly report; one that is not named here comes last, under its own name.</summary>
    private static readonly IReadOnlyList<(string Name, string Word)> Words =
    [
        ("consultation", "包括的相談支援"), ("outreach", "アウトリーチ"), ("participation", "参加支援"), ("community-building", "地域づくり"),
        ("field-tallies", "各分野の集計"), ("projection", "年度の報告"),
    ];

    /// <summary>Read off the schemas and the AsyncAPI document.</summary>
    public static PublishedContract Read()
    {
        var messages = JsonNode.Parse(ContractFiles.AsyncApi)!["components"]!["messages"]!.AsObject();
        return new PublishedContract(
            ContractFiles.Version, SchemaField.Of(Schema(ContractFiles.Envelope)), SchemaField.Of(Schema(ContractFiles.FieldTally)),
            [.. EventCatalog.All.GroupBy(entry => entry.Name.Split('.')[2])
                .Select(family => new EventFamily(family.Key, WordOf(family.Key), [.. family.Select(entry => Event(entry.Name, messages[entry.Name]))]))
                .OrderBy(family => PlaceOf(family.Name))]);
    }

    private static PublishedEvent Event(string name, JsonNode? message)
    {
        var schema = Schema(name);
        return new PublishedEvent(
            name, (string)schema["title"]!, (string)schema["x-legal-basis"]!, (string)schema["description"]!, IsAnnounced: message is not null,
            SchemaField.Of(schema), message?["examples"]?[0]?["payload"]?.ToJsonString(Readable));
    }

    private static JsonObject Schema(string name) => JsonNode.Parse(ContractFiles.Schema(name)!)!.AsObject();

    private static string WordOf(string family) => PlaceOf(family) < Words.Count ? Words[PlaceOf(family)].Word : family;

    private static int PlaceOf(string family) => Words.TakeWhile(known => known.Name != family).Count();
}

/// <summary>The events of one service, or of one kind.</summary>
public sealed record EventFamily(string Name, string Word, IReadOnlyList<PublishedEvent> Events);

/// <summary>One event.</summary>
/// <param name="Name">Its permanent name.</param>
/// <param name="Word">What staff call it.</param>
/// <param name="LegalBasis">The provision that it is recorded under.</param>
/// <param name="Recorded">When it is recorded, and what it means.</param>
/// <param name="IsAnnounced">Whether others get it; what is decided for the report stays within.</param>
/// <param name="Fields">Its members.</param>
/// <param name="Example">As it is sent, in its envelope.</param>
public sealed record PublishedEvent(
    string Name, string Word, string LegalBasis, string Recorded, bool IsAnnounced, IReadOnlyList<SchemaField> Fields, string? Example);
