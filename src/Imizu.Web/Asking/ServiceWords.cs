using Imizu.Contracts.Access;

namespace Imizu.Web.Asking;

/// <summary>What staff call the services.</summary>
internal static class ServiceWords
{
    /// <summary>Those that record what is done in the programme, by their names in the stack.</summary>
    public static IReadOnlyDictionary<string, string> Recording { get; } = new Dictionary<string, string>
    {
        ["consultation"] = "相談支援", ["outreach"] = "アウトリーチ", ["participation"] = "参加支援", ["community-building"] = "地域づくり",
    };

    /// <summary>Those that write down who did and saw what.</summary>
    public static IReadOnlyDictionary<string, string> Logged { get; } = new Dictionary<string, string>(Recording)
    {
        ["projection"] = "年次報告", ["gateway"] = "各分野の集計と他システム", [Audience.Identity] = "ログインと利用者",
    };

    /// <summary>Whether a service of that name writes down who did and saw what.</summary>
    public static bool IsLogged(string service, WebSettings settings) => Logged.ContainsKey(service) && (service != Audience.Identity || settings.HasIdentity);
}
