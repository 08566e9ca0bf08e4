using System.Text.Json;

namespace Imizu.Cli.Testing;

/// <summary>What became of one project's tests.</summary>
/// <param name="Output">All that it printed.</param>
/// <param name="Tests">Each test with its duration.</param>
internal sealed record ProjectResult(int Passed, int Failed, string Output, IReadOnlyList<TestDuration> Tests)
{
    private static readonly JsonSerializerOptions Ctrf = new(JsonSerializerDefaults.Web);

    public bool IsGood => Failed == 0;

    /// <summary>
    /// Reads the program's report (Common Test Report Format). What did not pass has failed, skipped ones too; a program that
    /// ended badly has failed even where no test says so, and so has one that ran no test.
    /// </summary>
    public static ProjectResult Read(string reportFile, int exitCode, string output)
    {
        var results = File.Exists(reportFile)
            ? JsonSerializer.Deserialize<Report>(File.ReadAllText(reportFile), Ctrf)!.Results
            : new Results(new Summary(0, 0), []);
        var summary = results.Summary;
        var failed = summary.Tests - summary.Passed;
        var isBad = exitCode != 0 || summary.Passed == 0;
        return new ProjectResult(summary.Passed, failed == 0 && isBad ? 1 : failed, output, results.Tests ?? []);
    }

    private sealed record Report(Results Results);

    private sealed record Results(Summary Summary, IReadOnlyList<TestDuration>? Tests);

    private sealed record Summary(int Tests, int Passed);
}

/// <summary>How long a test took.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Duration">In milliseconds.</param>
internal sealed record TestDuration(string Name, double Duration);
