using System.Diagnostics;
using System.Text.RegularExpressions;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.Samples.Tests;

/// <summary>
/// The first block in bash and the first in Python of <c>docs/integration.md</c> do what it says, run as they are there by a new account. Its
/// blocks in sh, which start a stack, open accounts, run a sample and send tallies, are not run.
/// </summary>
public sealed class IntegrationPageTests(FollowedStack stack)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_lines_for_the_shell_show_the_first_event()
    {
        await stack.RecordRarities();
        var output = await Run("bash", "-euo", "pipefail", "-c", Block("bash"));
        Assert.Contains("urn:imizu:community-building", output);
        Assert.Contains("\"previousposition\":\"0\"", output);
    }

    [Fact]
    public async Task Its_program_in_Python_prints_every_event()
    {
        await stack.RecordRarities();
        await stack.UntilTheFeedsHaveAll();
        var output = await Run("python3", "-c", Block("python"));
        Assert.Equal(stack.Recorded, output.Trim().Split('\n').Length);
        Assert.Contains("jp.imizu.consultation.entry-retracted.v1 None", output);
    }

    private static string Block(string language)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/integration.md"));
        return Regex.Match(page, $"```{language}\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
    }

    /// <summary>As whoever has just got an account.</summary>
    private async Task<string> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in await stack.Stack.NewFollower($"page-{program}", Cancelled))
        {
            start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancelled), process.StandardError.ReadToEndAsync(Cancelled));
        await process.WaitForExitAsync(Cancelled);
        Assert.True(process.ExitCode == 0, await output + await error);
        return await output;
    }
}
