using System.Diagnostics;
using Imizu.Testing.Servers;
using Xunit;

namespace Imizu.EndToEnd.Tests.Operating;

/// <summary>Servers given from outside: an address that is none stops the stack before it begins, and is not repeated.</summary>
public sealed class GivenServersTests
{
    [Theory]
    [InlineData("messaging", "imizu:secret@127.0.0.1:5672", "amqp:// or amqps://")]
    [InlineData("messaging", "http://imizu:secret@127.0.0.1:5672", "amqp:// or amqps://")]
    [InlineData("messaging", "amqp:///secret", "amqp:// or amqps://")]
    [InlineData("management", "amqp://imizu:secret@127.0.0.1:15672", "http:// or https://")]
    public async Task An_address_that_is_none_is_told_by_its_setting_and_without_what_it_says(string setting, string address, string schemes)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Built("Imizu.AppHost", "Imizu.AppHost", "bin/local")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LocalHosting__DataFolder"] = Path.Combine(Path.GetTempPath(), $"imizu-never-{Guid.NewGuid():N}");
        start.Environment["ConnectionStrings__postgres"] = "Host=127.0.0.1;Username=postgres;Password=secret";
        start.Environment["ConnectionStrings__messaging"] = "amqp://imizu:secret@127.0.0.1";
        start.Environment["ConnectionStrings__management"] = "http://imizu:secret@127.0.0.1";
        start.Environment[$"ConnectionStrings__{setting}"] = address;

        var (exit, output) = await CommandLineRun.Ended(Process.Start(start)!);

        Assert.Equal(1, exit);
        Assert.StartsWith($"ConnectionStrings:{setting} is no address that begins with {schemes} ", Assert.Single(output.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
    }
}
