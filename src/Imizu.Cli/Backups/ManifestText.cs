using Imizu.Cli.Reporting;
using Imizu.Operations.Loading;

namespace Imizu.Cli.Backups;

/// <summary>What is in a backup, for people.</summary>
internal static class ManifestText
{
    public static IEnumerable<string> Of(BackupManifest manifest) => TextTable.Lines("lrrrl",
            manifest.Databases.OrderBy(database => database.Service == Services.Projection).SelectMany(Rows)
                .Prepend(["database", "events", "up to position", "size", "SHA-256"]))
        .Append($"The state is that of {JapanTime.Text(manifest.Moment)}.");

    private static IEnumerable<string[]> Rows(BackedUpDatabase database) => database.Stores.Select((store, i) => i == 0
        ? new[] { Name(database, store), $"{store.Count:N0}", $"{store.Position:N0}", Step.Size(database.Bytes), database.Sha256[..12] + "…" }
        : [Name(database, store), $"{store.Count:N0}", $"{store.Position:N0}", "", ""]);

    private static string Name(BackedUpDatabase database, StoreExtent store) =>
        store.Schema == StoreExtent.Recorded ? database.Service : $"{database.Service} ({store.Schema})";
}
