using Imizu.Cli.Backups;
using Imizu.Operations.Loading;
using Xunit;

namespace Imizu.Cli.Tests.Backups;

/// <summary>A backup that has not all of a stack is none of this version's.</summary>
public sealed class BackupReadingTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("imizu-backup-").FullName;

    private string File => Path.Combine(_root, "imizu.backup");

    public static TheoryData<string> EachService => [.. Services.All];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [MemberData(nameof(EachService))]
    public async Task One_that_lacks_a_service_is_refused_by_its_name(string service)
    {
        WrittenBackup.Of(File, Services.All.Except([service]));

        var refusal = await Assert.ThrowsAsync<BackupException>(Open);

        Assert.Contains($"lacks the database of {service}.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_has_all_is_read()
    {
        WrittenBackup.Of(File, Services.All);

        using var backup = await Open();

        Assert.Equal(6, backup.Manifest.Databases.Count);
    }

    private Task<BackupReading> Open() => BackupReading.OpenAsync(File, new Progress<Step>(), TestContext.Current.CancellationToken);
}
