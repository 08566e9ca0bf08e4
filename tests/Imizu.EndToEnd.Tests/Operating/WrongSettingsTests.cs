using System.Diagnostics;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.EndToEnd.Tests.Operating;

/// <summary>What is set wrongly stops the stack before it begins, and a secret in it is not repeated.</summary>
public sealed class WrongSettingsTests
{
    [Theory]
    [InlineData("zwei")]
    [InlineData("0")]
    public async Task A_number_of_processes_that_is_none_is_told(string replicas)
    {
        var (exit, output) = await Started("Replicas", replicas);
        Assert.Equal(1, exit);
        Assert.Equal($"Replicas is \"{replicas}\". Specify how many processes each service has, 1 or more.", output.Trim());
    }

    [Theory]
    [InlineData("messaging", "imizu:secret@127.0.0.1:5672", "amqp:// or amqps://")]
    [InlineData("messaging", "http://imizu:secret@127.0.0.1:5672", "amqp:// or amqps://")]
    [InlineData("messaging", "amqp:///secret", "amqp:// or amqps://")]
    [InlineData("management", "amqp://imizu:secret@127.0.0.1:15672", "http:// or https://")]
    public async Task An_address_that_is_none_is_told_by_its_setting_and_without_what_it_says(string setting, string address, string schemes)
    {
        var (exit, output) = await Started($"ConnectionStrings__{setting}", address);

        Assert.Equal(1, exit);
        Assert.StartsWith($"ConnectionStrings:{setting} is no address that begins with {schemes} ", Assert.Single(output.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
    }

    private static async Task<CommandLineRun> Started(string setting, string value)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Built("Imizu.AppHost", "Imizu.AppHost")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Data__Folder"] = Path.Combine(Path.GetTempPath(), $"imizu-never-{Guid.NewGuid():N}");
        start.Environment["ConnectionStrings__postgres"] = "Host=127.0.0.1;Username=postgres;Password=secret";
        start.Environment["ConnectionStrings__messaging"] = "amqp://imizu:secret@127.0.0.1";
        start.Environment["ConnectionStrings__management"] = "http://imizu:secret@127.0.0.1";
        start.Environment[setting] = value;
        return await CommandLineRun.Ended(Process.Start(start)!);
    }
}
