using CliWrap;

namespace Imizu.Cli.Testing;

/// <summary>Runs one project's tests, as a process of its own.</summary>
/// <param name="environment">What the tests find in their environment beside ours.</param>
/// <param name="folder">Where the reports go.</param>
internal sealed class TestRun(IReadOnlyDictionary<string, string?> environment, string folder)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(40);

    public async Task<ProjectResult> RunAsync(TestProject project, CancellationToken cancellationToken)
    {
        if (!File.Exists(project.Assembly))
        {
            return new ProjectResult(0, 1, $"It is not built: there is no {project.Assembly}. Is it in Imizu.sln?", []);
        }
        var report = Path.Combine(folder, $"{project.Name}.ctrf.json");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        var output = new System.Text.StringBuilder();
        try
        {
            var ended = await CliWrap.Cli.Wrap("dotnet")
                .WithArguments([project.Assembly, "-noLogo", "-noColor", "-failSkips", "-result-ctrf", report])
                .WithEnvironmentVariables(environment)
                .WithWorkingDirectory(Path.GetDirectoryName(project.Assembly)!)
                .WithValidation(CommandResultValidation.None)
                .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
                .WithStandardErrorPipe(PipeTarget.ToStringBuilder(output))
                .ExecuteAsync(limit.Token);
            return ProjectResult.Read(report, ended.ExitCode, output.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProjectResult(0, 1, $"{output}{Environment.NewLine}Killed: it had not ended after {Limit.TotalMinutes:0} minutes.", []);
        }
    }
}
