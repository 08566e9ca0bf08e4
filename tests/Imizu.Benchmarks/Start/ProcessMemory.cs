using System.Globalization;

namespace Imizu.Benchmarks.Start;

/// <summary>The memory of processes.</summary>
/// <param name="ResidentMegabytes">The sum of what each holds in memory (RSS); what they share is in it once for each.</param>
/// <param name="ShareMegabytes">The same with what is shared divided among those who share it (PSS).</param>
internal sealed record ProcessMemory(double ResidentMegabytes, double ShareMegabytes)
{
    private const double KilobytesPerMegabyte = 1024;

    public static ProcessMemory operator +(ProcessMemory one, ProcessMemory other) =>
        new(one.ResidentMegabytes + other.ResidentMegabytes, one.ShareMegabytes + other.ShareMegabytes);

    /// <summary>That of one process, without what it has started.</summary>
    public static ProcessMemory OfOne(int pid) => new(
        Number($"/proc/{pid}/smaps_rollup", "Rss:") / KilobytesPerMegabyte, Number($"/proc/{pid}/smaps_rollup", "Pss:") / KilobytesPerMegabyte);

    /// <summary>0 of a process that has ended meanwhile.</summary>
    private static int Number(string file, string field)
    {
        try
        {
            var line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal));
            return line is null ? 0 : int.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
