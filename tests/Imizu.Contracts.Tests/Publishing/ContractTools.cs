using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Imizu.Contracts.Tests.Publishing;

/// <summary>The tools that other systems read the contract with: AsyncAPI's own parser, and Ajv. They are npm packages, installed on first use.</summary>
public sealed class ContractTools : IAsyncLifetime
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(ThisFolder(), "../asyncapi"));

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

    private static async Task<string> Run(string program, IEnumerable<string> arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Started(start);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException(
            $"`{program} {string.Join(' ', arguments)}` in {Folder} failed ({process.ExitCode}); it needs Node.js 18 or later and the npm registry.\n{await errors}{await output}");
    }

    private static Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException(
                $"{start.FileName} is missing, which validates the published contract. Install with: apt-get install -y --no-install-recommends nodejs npm", e);
        }
    }

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
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
