using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.EndToEnd.Tests.Operating;

/// <summary>A stack as it comes is set up safely.</summary>
[Collection(nameof(StackFixture))]
public sealed class DoctorTests(StackFixture stack)
{
    [Fact]
    public async Task Nothing_of_a_stack_as_it_comes_is_wrong()
    {
        await stack.Stack.UntilHealthy(TestContext.Current.CancellationToken);
        var (exit, output) = await CommandLineRun.Of("doctor", "--data", stack.Stack.Folder);
        Assert.True(exit == 0, output);
        Assert.Matches(@"(?m)^ok +identity +who has no token is refused\.", output);
        Assert.Matches(@"(?m)^ok +messaging +guest does not come in by its usual password\.", output);
        Assert.Matches(@"(?m)^ok +postgres +each service's role may connect to its own database, and is no more than that\.", output);
        Assert.Matches(@"(?m)^ok +passwords +those of \d+ accounts are long, and no two alike\.", output);
        Assert.Matches(@"(?m)^ok +files ", output);
    }
}
