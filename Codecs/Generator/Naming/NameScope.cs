namespace FeedHandler.Codecs.Generator;

/// <summary>The names of one C# scope. Names are given in schema order, so that adding an element at the end renames nothing.</summary>
internal sealed class NameScope
{
    private readonly HashSet<string> _taken;

    public NameScope(params string[] reserved)
    {
        _taken = new(reserved, StringComparer.Ordinal);
        _taken.UnionWith(MembersOfEveryType);
    }

    private static readonly string[] MembersOfEveryType =
    [
        "Equals", "GetHashCode", "GetType", "ToString", "Finalize", "MemberwiseClone", "ReferenceEquals",
        "_block", "_length", "_blockLength", "_version", "_body", "_cursor",
    ];

    /// <summary>Takes a name with all that is derived from it.</summary>
    /// <param name="preferred">the name wanted</param>
    /// <param name="suffix">what to append when the name is taken</param>
    /// <param name="derive">all names that the name brings along, itself too</param>
    public string Take(string preferred, string suffix, Func<string, string[]> derive)
    {
        string name = preferred;
        for (int attempt = 1; Array.Exists(derive(name), _taken.Contains); attempt++)
            name = preferred + suffix + (attempt == 1 ? "" : attempt.ToString(System.Globalization.CultureInfo.InvariantCulture));
        _taken.UnionWith(derive(name));
        return name;
    }

    /// <summary>Takes a single name.</summary>
    public string Take(string preferred, string suffix) => Take(preferred, suffix, static name => [name]);

    /// <summary>Takes a name only when it is free.</summary>
    public bool TryTake(string name) => _taken.Add(name);
}
