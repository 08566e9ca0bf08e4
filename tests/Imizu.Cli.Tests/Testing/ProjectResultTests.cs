using Imizu.Cli.Testing;
using Xunit;

namespace Imizu.Cli.Tests.Testing;

public sealed class ProjectResultTests : IDisposable
{
    private readonly string _report = Path.GetTempFileName();

    public void Dispose() => File.Delete(_report);

    [Fact]
    public void All_passed_is_good() => Assert.Equal((3, 0), Read(tests: 3, passed: 3, exitCode: 0));

    [Fact]
    public void What_did_not_pass_has_failed_skipped_ones_too() => Assert.Equal((1, 2), Read(tests: 3, passed: 1, exitCode: 0));

    [Fact]
    public void A_program_that_ended_badly_has_failed_though_no_test_has() => Assert.Equal((3, 1), Read(tests: 3, passed: 3, exitCode: 1));

    [Fact]
    public void A_program_that_ran_no_test_has_failed() => Assert.Equal((0, 1), Read(tests: 0, passed: 0, exitCode: 0));

    [Fact]
    public void A_program_that_left_no_report_has_failed()
    {
        File.Delete(_report);
        Assert.Equal(new ProjectResult(0, 1, "said", []), ProjectResult.Read(_report, exitCode: 0, "said"));
    }

    private (int Passed, int Failed) Read(int tests, int passed, int exitCode)
    {
        File.WriteAllText(_report, $$"""{"results":{"summary":{"tests":{{tests}},"passed":{{passed}},"other":0} } }""");
        var result = ProjectResult.Read(_report, exitCode, "");
        return (result.Passed, result.Failed);
    }
}
