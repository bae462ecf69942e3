namespace FeedHandler.Gateway.Sessions;

/// <summary>What a connection speaks, by its first bytes: a frame's length would be beyond any logon where HTTP has the name of its method.</summary>
internal static class FirstBytes
{
    /// <summary>How many tell.</summary>
    public const int Count = 4;

    /// <summary>What they tell.</summary>
    public static ConnectionKind KindOf(ReadOnlySpan<byte> bytes)
    {
        bool isMethod = char.IsAsciiLetterUpper((char)bytes[0]) && char.IsAsciiLetterUpper((char)bytes[1]);
        return isMethod ? ConnectionKind.Http : ConnectionKind.Binary;
    }
}
