using System.Text.Json;

namespace Imizu.Cli.Backups;

/// <summary>What a backup says of itself.</summary>
/// <param name="Format">Which way of writing a backup; see <see cref="ThisFormat"/>.</param>
/// <param name="Moment">When the state was that it holds.</param>
/// <param name="PostgresMajor">The version of the server; an earlier one cannot read it.</param>
/// <param name="Databases">Its databases, in the order in which they were looked at: the projection's first.</param>
internal sealed record BackupManifest(int Format, DateTimeOffset Moment, int PostgresMajor, IReadOnlyList<BackedUpDatabase> Databases)
{
    public const int ThisFormat = 1;

    /// <summary>Its place in the file, and that of its own checksum, written as <c>sha256sum</c> does.</summary>
    public const string Entry = "manifest.json", ChecksumEntry = "manifest.json.sha256";

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public static BackupManifest? Parse(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<BackupManifest>(json, Indented);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Indented);
}

/// <summary>One service's database in a backup.</summary>
/// <param name="Service">Whose.</param>
/// <param name="Entry">Its place in the file: what pg_dump wrote in its custom format.</param>
/// <param name="Bytes">How long that is.</param>
/// <param name="Sha256">Its checksum, in lower-case hexadecimal digits.</param>
/// <param name="Stores">The event stores in it; the gateway's has none.</param>
internal sealed record BackedUpDatabase(string Service, string Entry, long Bytes, string Sha256, IReadOnlyList<StoreExtent> Stores);
