namespace FeedHandler.Native.Files;

/// <summary>What stands at a path.</summary>
public enum FileKind
{
    /// <summary>The system does not tell, or there is nothing, or it may not be looked at.</summary>
    Unknown,

    /// <summary>A regular file.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A pipe, named or not.</summary>
    Pipe,

    /// <summary>A device of characters, such as a terminal or /dev/zero.</summary>
    CharacterDevice,

    /// <summary>A device of blocks, such as a disk.</summary>
    BlockDevice,

    /// <summary>A socket.</summary>
    Socket,
}
