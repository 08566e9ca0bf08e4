namespace Imizu.Operations.Reiwa6;

/// <summary>
/// Distributes items evenly: each receiver gets as many as the others, give or take one, and no two of the same kind as long as there are no
/// more than receivers.
/// </summary>
internal static class EvenDistribution
{
    /// <summary>The items of each receiver.</summary>
    /// <exception cref="ArgumentException">There are more of a kind than receivers.</exception>
    public static IReadOnlyList<IReadOnlyList<T>> Assign<T>(IEnumerable<(T Of, int Count)> counts, int receivers)
    {
        var hands = Enumerable.Range(0, receivers).Select(_ => new List<T>()).ToArray();
        var stride = Stride(receivers);
        var receiver = 0;
        foreach (var (of, count) in counts)
        {
            if (count > receivers)
            {
                throw new ArgumentException($"{of}: {count} cannot go to {receivers} without one getting two.", nameof(counts));
            }
            for (var dealt = 0; dealt < count; dealt++)
            {
                hands[receiver].Add(of);
                receiver = (receiver + stride) % receivers;
            }
        }
        return hands;
    }

    /// <summary>
    /// How far it is to the next receiver: about the golden section of the round, so that a kind is spread over all of it,
    /// and with no divisor in common with it, so that everyone's turn comes.
    /// </summary>
    private static int Stride(int receivers)
    {
        var stride = Math.Max(1, (int)(receivers * 0.618));
        while (Gcd(stride, receivers) > 1)
        {
            stride++;
        }
        return stride;
    }

    private static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}
