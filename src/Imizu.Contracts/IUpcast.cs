namespace Imizu.Contracts;

/// <summary>
/// An event's record that a newer version has taken the place of. What was stored and published under the old name stays as it is, for its
/// control totals stand; it is read as the newer record, so that rules and followers know only that one. A chain of versions is
/// followed to its end.
/// </summary>
/// <typeparam name="TNewer">The record of the next version.</typeparam>
public interface IUpcast<out TNewer>
    where TNewer : class
{
    /// <summary>The same event as the next version would have recorded it.</summary>
    TNewer Upcast();
}
