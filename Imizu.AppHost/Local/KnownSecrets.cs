using Aspire.Hosting.ApplicationModel;

namespace Imizu.AppHost.Local;

/// <summary>The values that are not to be shown in logs.</summary>
internal static class KnownSecrets
{
    /// <summary>The secret parameters of a stack, the passwords in connection strings that are given to it, and the keys of its dashboard.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(DistributedApplicationModel model, IConfiguration settings)
    {
        var secrets = ConnectionPasswords.In(settings).ToList();
        foreach (var parameter in model.Resources.OfType<ParameterResource>().Where(parameter => parameter.Secret))
        {
            secrets.Add(await parameter.GetValueAsync(CancellationToken.None) ?? "");
        }

        secrets.AddRange([settings["AppHost:BrowserToken"] ?? "", settings["AppHost:OtlpApiKey"] ?? ""]);
        return [.. secrets.Where(secret => secret.Length > 0).Distinct()];
    }
}
