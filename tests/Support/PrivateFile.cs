namespace FeedHandler.Tests.Support;

/// <summary>Files whose rights are part of a test: keys, tokens, shared feeds.</summary>
public static class PrivateFile
{
    /// <summary>The owner reads and writes, nobody else.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a file.</summary>
    /// <param name="path">Where.</param>
    /// <param name="text">What is in it.</param>
    /// <param name="mode">Who may read and write it.</param>
    public static void Write(string path, string text, UnixFileMode mode = OwnerOnly)
    {
        File.WriteAllText(path, text);
        SetMode(path, mode);
    }

    /// <summary>Gives a file other rights; nothing where there are none of Unix.</summary>
    public static void SetMode(string path, UnixFileMode mode = OwnerOnly)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
    }
}
