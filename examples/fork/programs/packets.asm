; Reads packets: "COW", a kind, a length, and as many bytes, which are counted in a table.
; Where the input starts, and how long it is, is in r0 and r1.

; A long start: a table of 4 MiB from address 0x100000 is filled.
    set r2, 0x100000
fill:
    set r3, r2
    multiply r3, 0x9e3779b97f4a7c15
    store64 r3, r2
    add r2, 8
    jump_less r2, 0x500000, fill

    ready
    jump_less r1, 6, end
    load8 r2, r0
    jump_unequal r2, 67, end        ; C
    add r0, 1
    load8 r2, r0
    jump_unequal r2, 79, end        ; O
    add r0, 1
    load8 r2, r0
    jump_unequal r2, 87, end        ; W
    add r0, 1
    load8 r2, r0                    ; the kind
    add r0, 1
    load8 r3, r0                    ; the length
    add r0, 1
    set r6, 0x100000
    jump_equal r2, 1, bytes
    jump_equal r2, 2, words
    jump end

bytes:                              ; each byte is a place in the table
    jump_equal r3, 0, end
    load8 r4, r0
    multiply r4, 4096
    add r4, r6
    load64 r5, r4
    add r5, 1
    store64 r5, r4
    add r0, 1
    subtract r3, 1
    jump bytes

words:                              ; each word is one: but nothing says that it is in the table
    jump_less r3, 8, end
    load64 r4, r0
    and r4, 0xffffffff
    add r4, r6
    load64 r5, r4
    add r5, 1
    store64 r5, r4
    add r0, 8
    subtract r3, 8
    jump words

end:
    halt
