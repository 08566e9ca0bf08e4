using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that may be known only once the stack starts.</summary>
public interface IValueProvider
{
    /// <summary>The value; null where there is none.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}

/// <summary>A value that Aspire can write down for elsewhere.</summary>
public interface IManifestExpressionProvider;

/// <summary>A text with values in it that are known once the stack starts, such as a connection string.</summary>
public sealed class ReferenceExpression : IValueProvider, IManifestExpressionProvider
{
    private readonly IReadOnlyList<IValueProvider> _parts;

    private ReferenceExpression(IReadOnlyList<IValueProvider> parts) => _parts = parts;

    /// <summary>Reads an interpolated string as an expression.</summary>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => new(handler.Parts);

    /// <inheritdoc />
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var text = "";
        foreach (var part in _parts)
        {
            text += await part.GetValueAsync(cancellationToken);
        }

        return text;
    }

    /// <summary>Collects the parts of an interpolated string; the compiler writes the calls.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct ExpressionInterpolatedStringHandler
    {
        internal readonly List<IValueProvider> Parts;

        /// <summary>Called by the compiler.</summary>
        public ExpressionInterpolatedStringHandler(int literalLength, int formattedCount) =>
            Parts = new List<IValueProvider>(formattedCount + 1);

        /// <summary>A piece of literal text.</summary>
        public void AppendLiteral(string value) => Parts.Add(new DeferredValue(() => value));

        /// <summary>A text known now.</summary>
        public void AppendFormatted(string? value) => Parts.Add(new DeferredValue(() => value));

        /// <summary>A value known later.</summary>
        public void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider => Parts.Add(valueProvider);

        /// <summary>A resource's value, known later.</summary>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider => Parts.Add(valueProvider.Resource);
    }
}

/// <summary>A value that is looked up when it is asked for.</summary>
internal sealed class DeferredValue(Func<string?> value) : IValueProvider, IManifestExpressionProvider
{
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(value());
}
