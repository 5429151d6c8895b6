import { describe, expect, test } from 'vitest'
import { docxOf, docxParts, jpegOf, pdfOf, pngOf, typesOf, workbookOf } from '../../../tests/files/documents.ts'
import { scratch } from '../../../tests/files/onDisk.ts'
import { zipOf, zipped } from '../../../tests/files/zip.ts'
import { FileRefused } from '../rows.ts'
import { mediaTypeOf } from './mediaType.ts'

const onDisk = scratch()
const OFFICE = 'application/vnd.openxmlformats-officedocument'
const zip = zipped({ 'payload.txt': 'x' })

async function refused(bytes: Buffer, words: RegExp) {
  const error = await mediaTypeOf(onDisk(bytes)).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(FileRefused)
  expect((error as FileRefused).message).toMatch(words)
  expect((error as FileRefused).message).toMatch(/[\u4e00-\u9fff].*。\n[A-Z[].*\.$/)
}

test.each([
  ['a PDF', pdfOf(), 'application/pdf'],
  ['a PDF with zeros behind its end', Buffer.concat([pdfOf(), Buffer.alloc(300)]), 'application/pdf'],
  ['a PNG', pngOf(3, 2), 'image/png'],
  ['a JPEG', jpegOf(4000, 3000), 'image/jpeg'],
  ['a JPEG with what a phone writes behind its end', Buffer.concat([jpegOf(8, 8), Buffer.alloc(70_000, 'SEFT')]), 'image/jpeg'],
  ['a Word file', docxOf('演练'), `${OFFICE}.wordprocessingml.document`],
  ['a workbook', workbookOf(), `${OFFICE}.spreadsheetml.sheet`],
])('%s is what it is', async (_what, bytes, type) => {
  expect(await mediaTypeOf(onDisk(bytes))).toBe(type)
}) // prettier-ignore

describe('what is none of them', () => {
  test.each([
    ['nothing at all', Buffer.alloc(0)],
    ['a program of Windows', Buffer.concat([Buffer.from('MZ\x90\x00'), Buffer.alloc(500)])],
    ['a script', Buffer.from('#!/bin/sh\nrm -rf ~\n')],
    ['a page', Buffer.from('<html><script>alert(1)</script></html>')],
    ['a drawing with script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['a page with a PDF behind it', Buffer.concat([Buffer.from('<html></html>\n'), pdfOf()])],
    ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;')],
    ['a zip of other things', zip],
    ['an empty zip', zipOf([])],
  ])('%s is refused', (_what, bytes) => refused(bytes, /文件内容不是|压缩包损坏/))
})

describe('what is not whole', () => {
  test.each([
    ['a PDF', pdfOf().subarray(0, -8)],
    ['a PDF with something behind its end', Buffer.concat([pdfOf(), Buffer.from('<script>')])],
    ['a PNG', pngOf(3, 2).subarray(0, -4)],
    ['a PNG of no width', pngOf(3, 2, [0, 2])],
    ['a PNG with something behind its end', Buffer.concat([pngOf(3, 2), Buffer.from('<?php')])],
    ['a JPEG', jpegOf(8, 8).subarray(0, -2)],
    ['a JPEG without a frame', Buffer.from('ffd8ffe00004abcdffd9', 'hex')],
    ['a Word file', docxOf('x'.repeat(400)).subarray(0, -30)],
  ])('%s is refused', (_what, bytes) => refused(bytes, /不完整/))

  test('a part that is not what its sum says is refused', () => {
    const parts = Object.entries(docxParts()).map(([name, data]) => ({ name, data }))
    return refused(zipOf([...parts, { name: 'word/media/a.png', data: 'x', crc: 1 }]), /CRC/)
  })
})

test.each([
  ['a PDF', pdfOf()],
  ['a PNG', pngOf(3, 2)],
  ['a JPEG', jpegOf(8, 8)],
])('%s that is a zip too is refused', (_what, bytes) => refused(Buffer.concat([bytes, zip]), /又是压缩包/))

test('a zip whose remark ends as a PDF does hides no zip', () => {
  const remark = Buffer.from('\n%%EOF\n')
  const end = Buffer.from(zip)
  end.writeUInt16LE(remark.length, end.length - 2)
  return refused(Buffer.concat([pdfOf().subarray(0, -7), end, remark]), /又是压缩包/)
})

test.each([
  [20_000, 20_000],
  [4_000_000_000, 1],
])('a PNG of %d × %d pixels is refused', (width, height) => refused(pngOf(3, 2, [width, height]), /图像过大/))
test('a JPEG of 65,535 × 65,535 pixels is refused', () => refused(jpegOf(65_535, 65_535), /图像过大/))

describe('an office file', () => {
  const beside = (parts: Record<string, string>) => zipped({ ...docxParts(), ...parts })
  const MACRO = 'application/vnd.ms-word.document.macroEnabled.main+xml'
  test.each([
    ['VBA', beside({ 'word/vbaProject.bin': 'x' })],
    ['VBA under capitals', beside({ 'word/VBAPROJECT.BIN': 'x' })],
    ['VBA by its type alone', beside({ '[Content_Types].xml': typesOf('application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml', '<Override PartName="/word/a.bin" ContentType="application/vnd.ms-office.vbaProject"/>') })],
    ['a type that allows macros', beside({ '[Content_Types].xml': typesOf(MACRO) })],
    ['a sheet of macros', beside({ 'xl/macrosheets/sheet1.xml': 'x' })],
    ['a control', beside({ 'word/activeX/activeX1.bin': 'x' })],
    ['a program', beside({ 'word/embeddings/setup.exe': 'x' })],
  ])('with %s is refused', (_what, bytes) => refused(bytes, /宏或可执行的控件/)) // prettier-ignore

  test('whose main part is not there is none', () => {
    const { '[Content_Types].xml': types } = docxParts()
    return refused(zipped({ '[Content_Types].xml': types!, 'other.xml': 'x' }), /文件内容不是/)
  })

  test('that unpacks to more than it claims is refused, and so is one that claims too much', async () => {
    const parts = Object.entries(docxParts()).map(([name, data]) => ({ name, data }))
    const filler = { name: 'word/media/a.bmp', data: Buffer.alloc(20_000) }
    await refused(zipOf([...parts, { ...filler, claims: 10 }]), /损坏/)
    await refused(zipOf([...parts, { ...filler, claims: 300 * 2 ** 20 }]), /压缩比异常|解压后过大/)
    const many = Array.from({ length: 12 }, (_, at) => ({
      ...filler,
      name: `word/media/${at}.bmp`,
      claims: 30 * 2 ** 20,
    }))
    await refused(zipOf([...parts, ...many]), /解压后过大/)
  })

  test('with entities of its own, a password or a name that leads out of it is refused', async () => {
    await refused(beside({ '[Content_Types].xml': '<!DOCTYPE x [<!ENTITY a "a">]><Types/>' }), /DOCTYPE/)
    const parts = Object.entries(docxParts()).map(([name, data]) => ({ name, data }))
    await refused(zipOf([...parts, { name: 'a', data: 'x', encrypted: true }]), /密码/)
    await refused(zipOf([...parts, { name: '../../etc/cron.d/x', data: 'x' }]), /指向包外/)
  })
})
