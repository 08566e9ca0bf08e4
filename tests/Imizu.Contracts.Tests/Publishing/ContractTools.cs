using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Imizu.Contracts.Tests.Publishing;

/// <summary>The tools that other systems read the contract with: AsyncAPI's own parser, and Ajv. They are npm packages, installed on first use.</summary>
public sealed class ContractTools : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(Built.Root, "tests/Imizu.Contracts.Tests/asyncapi");

    /// <summary>Every golden event and its envelope, each with the schema that it should keep to.</summary>
    internal static readonly IReadOnlyList<(string Schema, JsonNode Message)> Right =
    [
        .. EventCatalog.All.Select(entry => (entry.Name, (JsonNode)Golden(entry.Name))),
        .. EventCatalog.All.Select(entry => (ContractFiles.Envelope, (JsonNode)EnvelopeExamples.Of(entry.Name, entry.Record))),
    ];

    /// <summary>Five that do not keep to theirs, and two that have more than it says.</summary>
    private static readonly IReadOnlyList<(string Schema, JsonNode Message)> Others =
    [
        (Case, With(Golden(Case), "on", "1 May 2024")),
        (Case, With(Golden(Case), "route", "unheardOf")),
        (Case, new JsonObject { ["on"] = "2024-05-01" }),
        (ContractFiles.Envelope, With(CaseEnvelope(), "position", 4712)),
        (ContractFiles.Envelope, With(CaseEnvelope(), "specversion", "0.3")),
        (Case, With(Golden(Case), "added", "later")),
        (ContractFiles.Envelope, With(CaseEnvelope(), "added", "later")),
    ];

    private const string Case = "jp.imizu.consultation.case-received.v1";

    private readonly Lazy<Task<ToolsAnswer>> _ofThePublished = new(() => Validate(PublishedFiles.Folder, [.. Right, .. Others]));

    /// <summary>What they say of the contract as it is checked in, of what is right, and then of the others.</summary>
    internal Task<ToolsAnswer> OfThePublished => _ofThePublished.Value;

    public async ValueTask InitializeAsync()
    {
        var installed = new FileInfo(Path.Combine(Folder, "node_modules/.package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
        {
            await Run("npm", ["ci"], input: "");
        }
    }

    public ValueTask DisposeAsync() => default;

    /// <summary>What they say of a contract, and of messages by its schemas.</summary>
    internal static async Task<ToolsAnswer> Validate(string contract, params IEnumerable<(string Schema, JsonNode Message)> messages) =>
        JsonSerializer.Deserialize<ToolsAnswer>(
            await Run("node", ["validate.mjs", contract], JsonSerializer.Serialize(messages.Select(m => new { schema = m.Schema, message = m.Message }))),
            JsonSerializerOptions.Web)!;

    internal static JsonObject Golden(string name) => JsonNode.Parse(BuiltIn.Read($"golden/{name}")!)!.AsObject();

    private static JsonObject CaseEnvelope() => EnvelopeExamples.Of(Case, EventCatalog.RecordOf(Case)!);

    private static JsonObject With(JsonObject message, string name, JsonNode? value)
    {
        message[name] = value;
        return message;
    }

    private static async Task<string> Run(string program, IEnumerable<string> arguments, string input)
    {
        try
        {
            return await Programs.Run(Folder, program, arguments, input);
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException(
                $"{program} is missing, which validates the published contract. Install with: apt-get install -y --no-install-recommends nodejs npm", e);
        }
    }
}

/// <summary>What the tools found.</summary>
/// <param name="Diagnostics">Of the AsyncAPI document.</param>
/// <param name="Channels">What the document describes, as its parser reads it.</param>
/// <param name="Examples">What is wrong with the document's examples.</param>
/// <param name="Schemas">Schemas that are none.</param>
/// <param name="Messages">For each message that was given, what is wrong with it.</param>
internal sealed record ToolsAnswer(
    IReadOnlyList<string> Diagnostics, IReadOnlyList<ToolsChannel> Channels, IReadOnlyList<string> Examples, IReadOnlyList<string> Schemas,
    IReadOnlyList<IReadOnlyList<string>> Messages)
{
    /// <summary>All but advice.</summary>
    public IEnumerable<string> Faults => Diagnostics.Where(found => found.StartsWith("error", StringComparison.Ordinal) || found.StartsWith("warning", StringComparison.Ordinal));
}

internal sealed record ToolsChannel(string Address, JsonObject? Exchange, IReadOnlyList<ToolsMessage> Messages);

internal sealed record ToolsMessage(string Name, string ContentType, IReadOnlyList<JsonObject> Examples);
