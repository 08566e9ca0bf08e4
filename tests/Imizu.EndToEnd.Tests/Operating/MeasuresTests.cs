using Imizu.Operations.Loading;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.EndToEnd.Tests.Operating;

/// <summary>Measures are registered from the command line, and then a sender of their programme is let in.</summary>
[Collection(nameof(StackFixture))]
public sealed class MeasuresTests(StackFixture stack)
{
    [Fact]
    public async Task A_registered_measure_is_listed_and_its_programme_can_have_a_sender()
    {
        string[] sender = ["accounts", "add", "from-the-shell", "--sender", "--programme", "端末の事業", "--data", stack.Stack.Folder];
        Assert.Contains("programmes: 「端末の事業」", await CommandLineRun.Refused(sender), StringComparison.Ordinal);

        var added = await Measures("add", "from-the-shell", "--programme", "端末の事業", "--measure", "端末の件数", "--unit", "件", "--kind", "flow", "--table", "relatedProject", "--on", "平成22年4月1日");
        var again = await Measures("add", "from-the-shell", "--programme", "端末の事業", "--measure", "端末の件数", "--unit", "件", "--kind", "flow", "--table", "relatedProject", "--on", "2010/4/1");

        Assert.Contains("is registered", added, StringComparison.Ordinal);
        Assert.Contains("already", again, StringComparison.Ordinal);
        Assert.Matches("(?m)^from-the-shell +端末の事業 +端末の件数 +件 +延べ数", await Measures());
        Assert.Contains("IMIZU_GATEWAY=", await CommandLineRun.Done(sender), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_registered_is_refused_in_the_services_words()
    {
        string[] line = ["measures", "add", "wrong", "--programme", "事業", "--measure", "件数", "--unit", "件", "--kind", "flow", "--table", "relatedProject", "--order", "0", "--on"];
        Assert.Contains("order: 1 以上", await CommandLineRun.Refused(stack.Stack.CommandLine, [.. line, "2010-04-01", "--url", Address]), StringComparison.Ordinal);
        Assert.Contains("暦にない日", await CommandLineRun.Refused(stack.Stack.CommandLine, [.. line, "2010-04-31", "--url", Address]), StringComparison.Ordinal);
    }

    private string Address => stack.Stack.Services[Services.CommunityBuilding].ToString();

    private Task<string> Measures(params string[] arguments) => CommandLineRun.Done(stack.Stack.CommandLine, ["measures", .. arguments, "--url", Address]);
}
