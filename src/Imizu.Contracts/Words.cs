using System.Collections.Concurrent;
using System.Reflection;

namespace Imizu.Contracts;

/// <summary>The word that the printed report has for a code.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class WordAttribute(string word) : Attribute
{
    /// <summary>The word.</summary>
    public string Word => word;
}

/// <summary>The unit that the printed report, or a member of an event, counts in.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class UnitAttribute(string unit) : Attribute
{
    /// <summary>The unit.</summary>
    public string Unit => unit;
}

/// <summary>The codes of the published language in the words of the printed report.</summary>
public static class Words
{
    private static readonly ConcurrentDictionary<Enum, string> Known = new(), KnownUnits = new();

    /// <summary>The printed word of a code.</summary>
    /// <exception cref="ArgumentException">The code has none.</exception>
    public static string Word(this Enum code) => Known.GetOrAdd(code, static c => Attribute<WordAttribute>(c).Word);

    /// <summary>The unit that a code's figure is counted in.</summary>
    /// <exception cref="ArgumentException">The code has none.</exception>
    public static string Unit(this Enum code) => KnownUnits.GetOrAdd(code, static c => Attribute<UnitAttribute>(c).Unit);

    private static T Attribute<T>(Enum code)
        where T : Attribute =>
        code.GetType().GetField(code.ToString())?.GetCustomAttribute<T>()
        ?? throw new ArgumentException($"{code.GetType().Name}.{code} has no {typeof(T).Name}.", nameof(code));
}
