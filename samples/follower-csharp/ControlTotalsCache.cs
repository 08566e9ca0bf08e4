using System.Text;
using System.Text.Json;
using Imizu.Contracts;

namespace Follower;

/// <summary>What is kept of each source: the position, and the totals up to it. An older file does no harm: the feed has the rest.</summary>
internal sealed class ControlTotalsCache
{
    private readonly SortedDictionary<string, ControlTotals> _sources = new(StringComparer.Ordinal);
    private readonly string _file;
    private readonly bool _isOnlyRead;

    private ControlTotalsCache(string file, bool isOnlyRead) => (_file, _isOnlyRead) = (file, isOnlyRead);

    /// <summary>How many events there are, of all sources.</summary>
    public long Count => _sources.Values.Sum(source => source.Count);

    /// <param name="folder">STATE.</param>
    /// <param name="isOnlyRead">Whether nothing is saved: the file may be that of a process that runs.</param>
    public static ControlTotalsCache Open(string folder, bool isOnlyRead)
    {
        var kept = new ControlTotalsCache(Path.Combine(folder, "totals.json"), isOnlyRead);
        if (File.Exists(kept._file))
        {
            foreach (var source in JsonSerializer.Deserialize<List<ControlTotals>>(File.ReadAllText(kept._file), ContractJson.Options)!)
            {
                kept._sources[source.Source] = source;
            }
        }
        return kept;
    }

    public ControlTotals Of(string source) => _sources.GetValueOrDefault(source) ?? ControlTotals.None(source);

    public void Add(string source, IReadOnlyList<EventEnvelope> next) => _sources[source] = Of(source).With(next);

    /// <summary>Begins anew with a source.</summary>
    public void Forget(string source) => _sources.Remove(source);

    /// <summary>The file is the old one or the new one, whole, whenever the process or the machine dies.</summary>
    public void Save()
    {
        if (_isOnlyRead)
        {
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        using (var file = File.Create($"{_file}.new"))
        {
            JsonSerializer.Serialize(file, _sources.Values, ContractJson.Options);
            file.Flush(flushToDisk: true);
        }
        File.Move($"{_file}.new", _file, overwrite: true);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var source in _sources.Values)
        {
            text.Append($"{source.Source}: {source.Count} events up to position {source.Position}, {source.Hash}\n");
            foreach (var year in source.FiscalYears)
            {
                text.Append($"  {(year.FiscalYear is { } named ? $"fiscal {named}" : "no year")}: {year.Count}, {year.Hash}\n");
            }
        }
        return text.ToString();
    }
}
