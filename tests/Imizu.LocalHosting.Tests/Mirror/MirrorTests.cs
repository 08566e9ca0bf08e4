using Aspire.Hosting;
using Xunit;

namespace Imizu.LocalHosting.Tests.Mirror;

/// <summary>
/// AppHost.cs is compiled against Imizu.LocalHosting here and against Aspire elsewhere. What it can name here has to be there, and to be the
/// same: Aspire.txt lists it, read off Aspire itself.
/// </summary>
public sealed class MirrorTests
{
    private static readonly string[] Listed =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Mirror", "Aspire.txt")).Where(line => !line.StartsWith('#'))];

    private static readonly string[] Mirrored = [.. PublicSurface.Of(typeof(DistributedApplication).Assembly)];

    [Fact]
    public void What_is_offered_under_Aspires_names_is_what_Aspire_has() => Nothing(
        Mirrored.Except(Listed), "Not in Mirror/Aspire.txt. Look it up in Aspire's sources: make it the same here and list it, or make it internal.");

    [Fact]
    public void What_is_listed_is_offered() => Nothing(
        Listed.Except(Mirrored), "Listed in Mirror/Aspire.txt and not offered any more. Take it out, if AppHost.cs does without it.");

    [Fact]
    public void A_parameter_less_and_another_default_are_noticed()
    {
        var surface = string.Join('\n', PublicSurface.Of(typeof(MirrorTests).Assembly));

        Assert.Equal(
            """
            Aspire.Hosting.Sample.WithHttpEndpoint<1>(this IList<T0> builder, Nullable<Int32> port = 80): IList<T0> where T0: IDisposable
            """,
            surface);
    }

    private static void Nothing(IEnumerable<string> lines, string otherwise) =>
        Assert.True(!lines.Any(), $"{otherwise}\n{string.Join('\n', lines)}");
}
