using System.Diagnostics;
using System.Text.Json;
using Imizu.Cli.Commands;
using Imizu.Cli.Operating;
using Imizu.LocalStack;
using Xunit;

namespace Imizu.Cli.Tests.Operating;

/// <summary>A pid proves nothing: the process that is asked to stop is the one that was written down.</summary>
public sealed class DownCommandTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("imizu-down-").FullName;
    private readonly Process _other = Process.Start("sleep", "300");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _other.Kill();
        _other.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Another_process_that_has_the_hosts_number_now_is_left_alone()
    {
        var now = ProcessIdentity.Of(_other.Id)!;
        WriteState(now with { StartTicks = now.StartTicks - 1 });

        Assert.Equal(0, await DownCommand.RunAsync(_data, Cancelled));

        Assert.False(_other.HasExited);
        Assert.False(StackStatus.Of(_data).IsRunning);
    }

    [Fact]
    public async Task The_very_process_is_stopped()
    {
        WriteState(ProcessIdentity.Of(_other.Id)!);

        Assert.Equal(0, await DownCommand.RunAsync(_data, Cancelled));

        await _other.WaitForExitAsync(Cancelled);
    }

    [Fact]
    public async Task Where_no_stack_ever_ran_there_is_nothing_to_stop() =>
        Assert.Equal(0, await DownCommand.RunAsync(Path.Combine(_data, "nowhere"), Cancelled));

    private void WriteState(ProcessIdentity host) => File.WriteAllText(
        Path.Combine(_data, "stack.json"), JsonSerializer.Serialize(new StackState(host, DateTimeOffset.UnixEpoch, []), JsonSerializerOptions.Web));
}
