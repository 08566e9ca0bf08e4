namespace Imizu.Contracts;

/// <summary>
/// The permanent name of an event, its word in Japanese and the provision that it is recorded under.
/// A name never changes its meaning: what must change becomes a new record with <c>.v2</c>, and the old one an <see cref="IUpcast{TNewer}"/> of it.
/// </summary>
/// <param name="name">As stored, as the CloudEvents <c>type</c> and as the routing key, such as <c>jp.imizu.consultation.case-received.v1</c>.</param>
/// <param name="word">What staff call it, such as 相談受付.</param>
/// <param name="legalBasis">One of <see cref="Contracts.LegalBasis"/>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventTypeAttribute(string name, string word, string legalBasis) : Attribute
{
    /// <summary>The permanent name.</summary>
    public string Name => name;

    /// <summary>The word in Japanese.</summary>
    public string Word => word;

    /// <summary>The provision.</summary>
    public string LegalBasis => legalBasis;
}
