using Imizu.LocalStack;

namespace Imizu.Cli.Commands;

/// <summary><c>imizu logs</c>: a resource's console output, which the stack keeps in a file.</summary>
internal static class LogsCommand
{
    /// <param name="data">The stack's data folder; the stack itself may be down.</param>
    /// <param name="resource">Whose output.</param>
    /// <param name="follows">Whether to go on with what comes.</param>
    /// <param name="lines">How many of the lines that are there.</param>
    /// <param name="cancellationToken">Ends the following.</param>
    public static async Task<int> RunAsync(string data, string resource, bool follows, int lines, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(StackFiles.Log(data, resource))!;
        var known = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.log").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal).ToList() : [];
        if (!known.Contains(resource))
        {
            await Console.Error.WriteLineAsync(known.Count == 0
                ? $"There are no logs in {data}: no stack has run there."
                : $"There is no log of {resource}. There are: {string.Join(", ", known)}.");
            return 1;
        }

        var result = await CliWrap.Cli.Wrap("tail")
            .WithArguments(["--lines", $"{lines}", .. follows ? (string[])["--follow=name", "--retry"] : [], StackFiles.Log(data, resource)])
            .WithStandardOutputPipe(CliWrap.PipeTarget.ToStream(Console.OpenStandardOutput(), autoFlush: true))
            .WithValidation(CliWrap.CommandResultValidation.None)
            .ExecuteAsync(CancellationToken.None, cancellationToken);
        return result.ExitCode;
    }
}
