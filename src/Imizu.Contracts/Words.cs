using System.Collections.Concurrent;
using System.Reflection;

namespace Imizu.Contracts;

/// <summary>The word that the printed report has for a code.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class WordAttribute(string word) : Attribute
{
    public string Word => word;
}

/// <summary>The codes of the published language in the words of the printed report.</summary>
public static class Words
{
    private static readonly ConcurrentDictionary<Enum, string> Known = new();

    /// <summary>The printed word of a code.</summary>
    /// <exception cref="ArgumentException">The code has none.</exception>
    public static string Word(this Enum code) => Known.GetOrAdd(code, static c =>
        c.GetType().GetField(c.ToString())?.GetCustomAttribute<WordAttribute>()?.Word
        ?? throw new ArgumentException($"{c.GetType().Name}.{c} has no word.", nameof(code)));
}
