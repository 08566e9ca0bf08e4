using Imizu.LocalHosting;

namespace Imizu.Cli.Stack;

/// <summary>What a command makes anew has servers of its own: on others it would write among what is there, and give their accounts other passwords.</summary>
internal static class OwnServers
{
    /// <summary>Asked before anything is begun.</summary>
    /// <param name="who">Who makes a stack, as a sentence begins.</param>
    /// <exception cref="StackRefusedException">The environment names another server.</exception>
    public static void Require(string who)
    {
        if (GivenServers.Named() is { } given)
        {
            throw new StackRefusedException($"{who} makes a stack with servers of its own: unset {given}, which names one from outside. Nothing was changed.");
        }
    }
}
