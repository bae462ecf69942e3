namespace FeedHandler.Engine;

/// <summary>Why a file could not be read or written, in this program's words where the runtime's repeat the path or say it in their own way.</summary>
public static class FileFault
{
    /// <summary>The reason, without the path.</summary>
    /// <param name="failure">What the runtime threw.</param>
    public static string Of(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure switch
        {
            FileNotFoundException => "there is no such file",
            DirectoryNotFoundException => "there is no such folder",
            UnauthorizedAccessException => "permission denied",
            _ => failure.Message,
        };
    }
}
