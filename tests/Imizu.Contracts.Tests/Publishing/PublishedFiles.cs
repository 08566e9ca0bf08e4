using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Imizu.Contracts.Tests.Publishing;

/// <summary>The contract's files: as they are checked in, and as the records would have them written now.</summary>
internal static class PublishedFiles
{
    private const string AsyncApiFile = "asyncapi.json", Schemas = "schemas/";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary><c>src/Imizu.Contracts/Published</c>.</summary>
    public static string Folder { get; } = Path.Combine(Built.Root, "src/Imizu.Contracts/Published");

    /// <summary>Every file as it should be, by its path in the folder.</summary>
    public static IReadOnlyDictionary<string, string> Written { get; } = EventCatalog.All
        .Select(entry => (Path: $"{Schemas}{entry.Name}.json", Content: EventSchemas.Of(entry.Record)))
        .Append((Path: $"{Schemas}{ContractFiles.Envelope}.json", Content: EventSchemas.Envelope()))
        .Append((Path: $"{Schemas}{ContractFiles.FieldTally}.json", Content: TallyChannel.Schema()))
        .Append((Path: AsyncApiFile, Content: AsyncApi.Document()))
        .ToDictionary(file => file.Path, file => file.Content.ToJsonString(Indented) + "\n");

    /// <summary>Every file as it is.</summary>
    public static IReadOnlyDictionary<string, string> CheckedIn => Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'), File.ReadAllText);

    /// <summary>What was published, by this checkout: its schemas, and what its AsyncAPI document names.</summary>
    public static IReadOnlyDictionary<string, JsonObject> PublishedSchemas
    {
        get
        {
            var files = CheckedIn;
            var schemas = SchemasOf(files);
            var named = JsonNode.Parse(files.GetValueOrDefault(AsyncApiFile, "{}"))!["components"]?["messages"]?.AsObject().Select(message => message.Key) ?? [];
            // A schema that somebody deleted is still published.
            return schemas.Concat(named.Except(schemas.Keys).Select(name => KeyValuePair.Create(name, new JsonObject()))).ToDictionary();
        }
    }

    public static IReadOnlyDictionary<string, JsonObject> SchemasOf(IReadOnlyDictionary<string, string> files) =>
        files.Where(file => file.Key.StartsWith(Schemas, StringComparison.Ordinal))
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file.Key), file => JsonNode.Parse(file.Value)!.AsObject());

    public static void Write()
    {
        foreach (var (path, content) in Written)
        {
            var file = Path.Combine(Folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }
    }
}
