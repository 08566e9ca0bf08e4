using Xunit;

namespace Imizu.LocalHosting.Tests;

public sealed class KeptThingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Secrets_and_ports_stay_the_same_and_secrets_are_the_owners_alone()
    {
        using var data = new DataFolder(_folder.Path);
        var (secret, port) = (new KeptValues(data).Secret("password", () => "made up"), new KeptValues(data).Port("first"));

        var again = new KeptValues(data);

        Assert.Equal((secret, port), (again.Secret("password", () => "another"), again.Port("first")));
        Assert.NotEqual(port, again.Port("second"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(data.At("secrets.json")));
    }

    [Fact]
    public async Task A_log_is_bounded_and_the_one_before_it_is_kept()
    {
        var file = Path.Combine(_folder.Path, "service.log");
        var log = new LogFile(file);

        await log.CopyAsync(new MemoryStream(new byte[11 * 1024 * 1024]));
        log.WriteLine("the next");

        Assert.EndsWith("the next\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.InRange(new FileInfo(file).Length, 1, 1024 * 1024);
        Assert.InRange(new FileInfo(file + ".1").Length, 10 * 1024 * 1024, 11 * 1024 * 1024);
    }

    [Fact]
    public void A_missing_program_is_named_with_its_Debian_package()
    {
        Unit[] units = [new UnitWithout("postgres", "postgresql"), new UnitWithout("epmd", "erlang-base")];

        var refused = Assert.Throws<StackRefusedException>(() => Requirements.Check(units));

        Assert.Equal(2, refused.ExitCode);
        Assert.EndsWith("apt-get install -y --no-install-recommends postgresql erlang-base", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_keeps_dying_is_started_less_and_less_often_and_one_that_lived_at_once()
    {
        var backoff = new Backoff();

        var waits = Enumerable.Range(0, 7).Select(_ => backoff.After(TimeSpan.Zero).TotalSeconds).ToArray();

        Assert.Equal([0.5, 1, 2, 4, 8, 10, 10], waits);
        Assert.Equal(0.5, backoff.After(TimeSpan.FromMinutes(1)).TotalSeconds);
    }

    private sealed class UnitWithout(string missing, string package) : Unit("any", "none")
    {
        public override IEnumerable<Program> Programs => [new(missing, package, null)];

        public override Task<ProcessPlan> PrepareAsync(LogFile log, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override Task<bool> IsHealthyAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
