namespace Imizu.Contracts;

/// <summary>The contract for those who do not read records: JSON Schemas (draft 2020-12) and an AsyncAPI 3.0 document, as they are published.</summary>
public static class ContractFiles
{
    /// <summary>The name of the envelope's schema; an event's data is named by its type.</summary>
    public const string Envelope = "envelope";

    /// <summary>The name of the schema of what other systems send in.</summary>
    public const string FieldTally = "field-tally";

    /// <summary>The version of the contract: that of the package.</summary>
    public static string Version { get; } = typeof(ContractFiles).Assembly.GetName().Version!.ToString(fieldCount: 3);

    /// <summary>What is sent where, as AsyncAPI. It refers to <c>./schemas/{name}.json</c>.</summary>
    public static string AsyncApi { get; } = Read("asyncapi.json")!;

    /// <summary>A schema as JSON; null where there is none of that name.</summary>
    /// <param name="name">An event's permanent name, <see cref="Envelope"/> or <see cref="FieldTally"/>.</param>
    public static string? Schema(string name) => Read($"schemas/{name}.json");

    private static string? Read(string name)
    {
        using var stream = typeof(ContractFiles).Assembly.GetManifestResourceStream(name);
        return stream is null ? null : new StreamReader(stream).ReadToEnd();
    }
}
